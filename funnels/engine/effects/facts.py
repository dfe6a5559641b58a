"""Facts for the reports, past tense, and the arrivals they are counted by."""

from dataclasses import dataclass
from typing import Literal

Event = Literal[
    "started",
    "clicked",
    "answered",
    "skipped",
    "consented",
    "declined",
    "promo_entered",
    "asked_to_pay",
    "goal",
    "event",
    "marked",
    "attribute_set",
    "tagged",
    "untagged",
    "variant",
    "delivered",
    "joined",
    "menu_shown",
    "not_understood",
    "gate_open",
    "task_opened",
    "task_done",
    "task_late",
    "staff_replied",
    "reply_refused",
    "given_back",
    "called",
    "call_failed",
    "bought",
    "refunded",
    "access_reminded",
    "access_ended",
    "renewed",
    "renewal_failed",
    "subscription_cancelled",
    "variable_missing",
    "stopped",
    "blocked",
    "ended",
]


@dataclass(frozen=True, kw_only=True)
class RecordTouch:
    """One arrival through a link."""

    source: str
    link: str
    funnel: str


@dataclass(frozen=True, kw_only=True)
class StageReached:
    """The journey entered the stage; counted at its first entry, a return only ends its having been left."""

    stage: str


@dataclass(frozen=True, kw_only=True)
class StagePassed:
    """The stage's goal was met; counted once."""

    stage: str


@dataclass(frozen=True, kw_only=True)
class StageLeft:
    """The journey is no longer in the stage, and its goal was not met so far."""

    stage: str


@dataclass(frozen=True, kw_only=True)
class Track:
    """A fact for the reports about the step `step` (its key, with `#1` for its first follow-up)."""

    event: Event
    step: str = ""
    detail: str = ""
