"""A person as the engine is given them and gives them back: a subscriber with all their journeys."""

from typing import NamedTuple

from msgspec import Struct

from funnels.engine.effects import Effect
from funnels.engine.journey import Journey
from funnels.engine.subscriber import Subscriber

JourneyKey = tuple[str, int]
"""Funnel and run: with the subscriber they name a journey."""


class Person(Struct, frozen=True, kw_only=True):
    """A subscriber and all their journeys."""

    subscriber: Subscriber
    journeys: tuple[Journey, ...] = ()

    def journey(self, key: JourneyKey) -> Journey | None:
        """The journey of that key."""
        return next((journey for journey in self.journeys if (journey.funnel, journey.run) == key), None)

    def latest(self, funnel: str) -> Journey | None:
        """The last walk through a funnel."""
        walks = [journey for journey in self.journeys if journey.funnel == funnel]
        return max(walks, key=lambda journey: journey.run, default=None)


class OrderedEffect(NamedTuple):
    """An effect and the journey it belongs to; None: the person as a whole."""

    journey: JourneyKey | None
    effect: Effect


class Reaction(Struct, frozen=True, kw_only=True):
    """What an input made of a person, and what must happen."""

    person: Person
    effects: tuple[OrderedEffect, ...]
