"""What the people of a simulation have planned, and what each of them is."""

from dataclasses import dataclass, field
from typing import NamedTuple

from funnels.engine.effects.orders import OpenOrder
from funnels.engine.inputs import Input
from funnels.engine.person import JourneyKey, Person
from funnels.simulation.acts import Act


class PendingTimer(NamedTuple):
    """A timer of one person; `number` tells it from an earlier one of its name."""

    journey: JourneyKey
    name: str
    revision: int
    number: int


class Intention(NamedTuple):
    """What somebody will do about a step, if the journey still stands there or it is done beside."""

    journey: JourneyKey
    step: str
    revision: int
    act: Act
    beside: bool


class Arrival(NamedTuple):
    """How somebody comes to the bot."""

    input: Input


Planned = PendingTimer | Intention | Arrival


@dataclass(kw_only=True, eq=False)
class Prospect:
    """One simulated person."""

    person: Person
    timers: dict[tuple[JourneyKey, str], PendingTimer] = field(default_factory=dict)
    revisions: dict[JourneyKey, int] = field(default_factory=dict)
    """At which revision of each journey they have made up their mind."""
    newest: dict[tuple[JourneyKey, str], int] = field(default_factory=dict)
    """The newest message of each step: 0 is its own, n its n-th follow-up. One presses the buttons of that."""
    channels: set[str] = field(default_factory=set)
    opened: OpenOrder | None = None
    """The order opened last."""
