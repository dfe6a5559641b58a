"""All that is known of one person's walk when somebody asks why: its state and the facts kept of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from funnels.definition.script import Script
from funnels.engine.journey import Journey
from funnels.engine.orders import Status


class Fact(NamedTuple):
    """What happened (UTC), as it was tracked; `delivered`, `failed` and `left_in_doubt` are the sender's."""

    at: datetime
    event: str
    step: str
    """The step's key, with `#1` for its first follow-up; empty where it is about no step."""
    detail: str = ""

    @property
    def place(self) -> str:
        """The key of the step."""
        return self.step.partition("#")[0]

    @property
    def part(self) -> int:
        """The number of the follow-up; 0 is the step's own message."""
        return int(self.step.partition("#")[2] or 0)


class Passage(NamedTuple):
    """A stage that was reached; passed, or left before it was (UTC)."""

    stage: str
    reached_at: datetime
    passed_at: datetime | None = None
    left_at: datetime | None = None


class Queued(NamedTuple):
    """A message that is not sent yet: not before `due_at` (UTC)."""

    step: str
    due_at: datetime
    reason: str = ""
    """Why it was put off last; empty: it was not."""


class Lost(NamedTuple):
    """Goods that could not be handed over, and why."""

    at: datetime
    reason: str


class Due(NamedTuple):
    """A timer that is set (UTC)."""

    due_at: datetime
    name: str


class Bill(NamedTuple):
    """An order: what it is for, its state, until when it can be paid and since when staff look for its money (UTC)."""

    title: str
    status: Status
    closes_at: datetime | None = None
    claimed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Story:
    """One walk; facts are in their order.

    Attributes:
        others: titles of the other funnels the person walks now.
        capped: whether there are older facts than these.
    """

    script: Script
    journey: Journey
    now: datetime
    facts: Sequence[Fact] = ()
    passages: Sequence[Passage] = ()
    queued: Sequence[Queued] = ()
    lost: Sequence[Lost] = ()
    timers: Sequence[Due] = ()
    bills: Sequence[Bill] = ()
    others: Sequence[str] = ()
    capped: bool = False


Value = str | int | datetime | tuple[str, ...]
"""What fills the words of a line: a name, a moment (UTC), or several names."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing to tell: `what` names its words in `funnels.why.words`.

    Attributes:
        at: when it happened, or will (UTC); None where it has no moment of its own.
        step: the key of the step it is about.
        values: what fills its words.
    """

    what: str
    at: datetime | None = None
    step: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
