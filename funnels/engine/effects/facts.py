"""Facts for the reports, past tense, and the arrivals they are counted by."""

from typing import Literal

from msgspec import Struct

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
    "decided",
    "passed_by",
    "not_sent",
    "time_over",
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


NotSent = Literal["over", "later", "asked", "claim"]
"""Why a timed message that came due was not sent: the time given was over, a later one was due as well, whoever has
asked to pay is reminded of that instead, or the money they say they sent is being looked for."""


class RecordTouch(Struct, frozen=True, kw_only=True):
    """One arrival through a link."""

    source: str
    link: str
    funnel: str


class StageReached(Struct, frozen=True, kw_only=True):
    """The journey entered the stage; counted at its first entry, a return only ends its having been left."""

    stage: str


class StagePassed(Struct, frozen=True, kw_only=True):
    """The stage's goal was met; counted once."""

    stage: str


class StageLeft(Struct, frozen=True, kw_only=True):
    """The journey is no longer in the stage, and its goal was not met so far."""

    stage: str


class Track(Struct, frozen=True, kw_only=True):
    """A fact for the reports about the step `step` (its key, with `#1` for its first follow-up)."""

    event: Event
    step: str = ""
    detail: str = ""
