"""What a map shows: stages in order, in them cards, and from each card arrows with words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from funnels.steps.base import Kind


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """One way on from a step. It has no words where the journey just goes on."""

    exit: str
    words: str
    target: str
    """A step's key, FINISH or END."""


@dataclass(frozen=True, kw_only=True)
class ButtonMark:
    """A button under the step's message; without an exit where a press moves nothing (a link, an order)."""

    words: str
    exit: str


@dataclass(frozen=True, kw_only=True)
class FollowUpMark:
    """A follow-up of the step: when it comes, and how it begins."""

    time: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """One step."""

    key: str
    number: int
    """Its place in the file, from 1: how arrows and people name it."""
    verb: str
    id: str
    kind: Kind
    caption: str
    details: tuple[str, ...]
    buttons: tuple[ButtonMark, ...]
    follow_ups: tuple[FollowUpMark, ...]
    arrows: tuple[Arrow, ...]
    branches: tuple["Branch", ...]


@dataclass(frozen=True, kw_only=True)
class Branch:
    """The steps written inside a step: one of its exits leads into them."""

    exit: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True)
class StageFrame:
    """One stage: `goal` is empty without one, and so is `marks`."""

    name: str
    number: int
    title: str
    goal: str
    marks: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True)
class FunnelMap:
    """The whole funnel; `start` says how people come in."""

    title: str
    funnel: str
    language: str
    start: str
    stages: tuple[StageFrame, ...]

    def cards(self) -> Iterator[Card]:
        """Every card, in the order of the file."""
        for stage in self.stages:
            yield from all_cards(stage.cards)


def all_cards(cards: Sequence[Card]) -> Iterator[Card]:
    """These cards and those inside them, in the order of the file."""
    for card in cards:
        yield card
        for branch in card.branches:
            yield from all_cards(branch.cards)
