"""What is known of what journeys did at their steps, as the rollup of the steps counts it."""

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from funnels.engine.effects.facts import Event
from storage.types import MICROSECONDS_A_SECOND

W = TypeVar("W")

DAY = 24 * 3600 * MICROSECONDS_A_SECOND

EVERY = ("delivered", "failed")
"""Facts of which each one counts."""

ONCE: tuple[Event, ...] = ("clicked", "answered", "asked_to_pay")
"""Facts of which a journey's first one at a step counts."""

LEAVING: tuple[Event, ...] = ("blocked", "stopped")
"""Facts of a person after which the bot may not write to them."""


class Walked(NamedTuple):
    """A journey at a step."""

    journey_id: int
    funnel: str
    run: int
    started: int
    """`micros`, as every moment here."""
    step: str


class StepFact(NamedTuple):
    """What counts in one figure of one step."""

    where: Walked
    figure: str
    at: int


class Heard(NamedTuple, Generic[W]):
    """A message that was delivered to a person, or, without `where`, that they left."""

    at: int
    where: W | None


def left_after(history: Iterable[Heard[W]]) -> dict[W, int]:
    """After which messages one person left within a day, and when they first did; the history is in its order."""
    delivered: list[tuple[int, W]] = []
    found: dict[W, int] = {}
    for at, where in history:
        if where is not None:
            delivered.append((at, where))
            continue
        for when, walked in delivered:
            if at - when < DAY:
                found.setdefault(walked, at)
    return found
