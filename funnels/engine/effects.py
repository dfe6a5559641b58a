"""What must happen because of an input: orders to the shell, imperative; facts for the reports, past tense.

Everything here is data. `storage.commit` has one writer for each of them and a test that none is missing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from funnels.definition.money import Money

Lane = Literal["answer", "timed"]
"""Answers to what a person just did are sent before timed messages."""

Purpose = Literal["step", "follow_up", "goods", "reply"]
"""`step` and `follow_up` count in the step figures; `goods` is what was paid for; `reply` is small talk."""

Event = Literal[
    "started",
    "clicked",
    "answered",
    "skipped",
    "declined",
    "goal",
    "marked",
    "attribute_set",
    "tagged",
    "bought",
    "variable_missing",
    "stopped",
    "blocked",
    "ended",
]

MediaKind = Literal["photo", "document", "video"]


@dataclass(frozen=True, kw_only=True)
class Media:
    """A file of the funnel's folder; `path` is relative to that folder."""

    kind: MediaKind
    path: str


@dataclass(frozen=True, kw_only=True)
class Button:
    """An inline button: `data` comes back as `Pressed`; with `url` it opens that address and is counted."""

    text: str
    data: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class SendMessage:
    """A message for the subscriber; `text` is Telegram HTML, the caption where there is media."""

    text: str
    media: Media | None = None
    buttons: tuple[tuple[Button, ...], ...] = ()
    lane: Lane = "answer"
    purpose: Purpose = "step"
    step: str = ""
    """Key of the step it belongs to; a follow-up adds `#1`, `#2`…; empty for a reply outside any step."""
    order: str = ""
    """The order whose goods these are."""


@dataclass(frozen=True, kw_only=True)
class SendInvoice:
    """An invoice for an order, paid inside Telegram."""

    order: str
    title: str
    description: str
    price: Money
    method: str
    step: str = ""


@dataclass(frozen=True, kw_only=True)
class ShowToast:
    """A short plain text over the chat in answer to a press; carries no state and is not kept."""

    text: str


@dataclass(frozen=True, kw_only=True)
class SetTimer:
    """Wake this journey at `due_at` (UTC) with `TimerFired(name)`; valid for this revision only."""

    name: str
    due_at: datetime
    revision: int


@dataclass(frozen=True, kw_only=True)
class CancelTimers:
    """Forget every timer of this journey."""


@dataclass(frozen=True, kw_only=True)
class OpenOrder:
    """One intent to buy `product`; opening the same order again changes nothing."""

    order: str
    product: str
    title: str
    price: Money
    method: str
    expires_at: datetime | None
    """After this moment (UTC) payment is refused; None: never."""
    step: str = ""


@dataclass(frozen=True, kw_only=True)
class ClaimPayment:
    """The person says they paid the order by hand: staff must confirm or refuse."""

    order: str


@dataclass(frozen=True, kw_only=True)
class RecordPayment:
    """Money that arrived, written once per `charge`; moves an open order to paid unless it is `extra`."""

    order: str
    product: str
    method: str
    money: Money
    charge: str
    extra: bool
    """Money for an order that was paid already: kept, delivered nothing, put before the owners."""


@dataclass(frozen=True, kw_only=True)
class RecordStrayPayment:
    """Money that fits no order, or that nothing can be delivered for: written once per `charge`, delivers nothing."""

    order: str
    """What came as its order."""
    method: str
    money: Money
    charge: str


@dataclass(frozen=True, kw_only=True)
class NotifyOwners:
    """Something an owner should look at, as a fact; the shell words it in the owners' language."""

    about: Literal["claimed", "paid", "paid_again", "stray_payment"]
    """`claimed` asks for a decision: has the money come?"""
    order: str
    title: str
    money: Money
    payer: int = 0
    """Who paid, where it is not the person of the order; 0: it is."""


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


Effect = (
    SendMessage
    | SendInvoice
    | ShowToast
    | SetTimer
    | CancelTimers
    | OpenOrder
    | ClaimPayment
    | RecordPayment
    | RecordStrayPayment
    | NotifyOwners
    | RecordTouch
    | StageReached
    | StagePassed
    | StageLeft
    | Track
)
