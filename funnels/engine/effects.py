"""What must happen because of an input: orders to the shell, imperative; facts for the reports, past tense.

Everything here is data. `storage.commit` has one writer for each of them and a test that none is missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from funnels.definition.money import Money

Lane = Literal["answer", "timed"]
"""Answers to what a person just did are sent before timed messages."""

Purpose = Literal["step", "follow_up", "media", "goods", "reply"]
"""`step` and `follow_up` count in the step figures; `goods` is what was paid for; `reply` is small talk.

`media` is what goes ahead of a step's or follow-up's text in a message of its own; only the text counts.
"""

Event = Literal[
    "started",
    "clicked",
    "answered",
    "skipped",
    "consented",
    "declined",
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
    "variable_missing",
    "stopped",
    "blocked",
    "ended",
]

StaffRole = Literal["manager", "marketer", "owner"]

Staff = Mapping[StaffRole, Sequence[int]]
"""The chats of every role, by Telegram's ids: people, or groups."""

StaffNotice = Literal[
    "note", "task", "task_late", "handoff", "said", "handoff_over", "asked", "wanted", "gate_broken", "call_failed"
]

MediaKind = Literal["photo", "video", "document", "audio", "voice", "video_note", "animation"]


Shared = Literal["contact", "location"]
"""What a person can share by a button."""


@dataclass(frozen=True, kw_only=True)
class Media:
    """A file of the funnel's folder; `path` is relative to that folder."""

    kind: MediaKind
    path: str

    @property
    def files(self) -> "tuple[Media, ...]":
        """The one file."""
        return (self,)

    @property
    def takes_text(self) -> bool:
        """Whether a text can be its caption and buttons can stand under it; Telegram's video notes take neither."""
        return self.kind != "video_note"


@dataclass(frozen=True, kw_only=True)
class Album:
    """Two to ten files shown as one message."""

    files: tuple[Media, ...]

    @property
    def takes_text(self) -> bool:
        """Never: Telegram puts no buttons under an album, so its text is a message after it."""
        return False


class Button(NamedTuple):
    """A button under a message: `data` comes back as `Pressed`, unless one of the others says what it does instead.

    A tuple, because every message makes several of them; effects are none: those of two kinds are never equal.
    """

    text: str
    data: str
    url: str = ""
    """Opens this address and is counted."""
    direct: bool = False
    """Opens it without being counted: Telegram opens its own links by itself, and a channel is joined in one tap."""
    copy: str = ""
    """Puts this text into the person's clipboard; nobody learns of it."""
    web_app: str = ""
    """Opens this address as a Mini App; nobody learns of it."""
    shares: Shared | None = None
    """Sends the person's own contact or place, which come back as `Answered`."""

    @property
    def answers(self) -> bool:
        """Whether typing its words is as good as pressing it."""
        return not (self.url or self.copy or self.web_app or self.shares)


@dataclass(frozen=True, kw_only=True)
class SendMessage:
    """A message for the subscriber; `text` is Telegram HTML, the caption where there is media."""

    text: str
    media: Media | Album | None = None
    """What does not take text comes with none: its text is the next message."""
    buttons: tuple[tuple[Button, ...], ...] = ()
    lane: Lane = "answer"
    purpose: Purpose = "step"
    step: str = ""
    """Key of the step it belongs to; a follow-up adds `#1`, `#2`…; empty for a reply outside any step."""
    order: str = ""
    """The order whose goods these are."""
    removes_keyboard: bool = False
    """Takes the reply keyboard of an earlier message away; only without buttons of its own."""

    @property
    def reply_keyboard(self) -> bool:
        """Whether the buttons stand under the line one writes in, where alone Telegram has buttons that share.

        A press on any other of them comes back as its words, typed.
        """
        return any(button.shares for row in self.buttons for button in row)


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
class EditButtons:
    """Put these buttons under the message whose button was just pressed; carries no state and is not kept.

    Whoever misses it has the state all the same, and sees it at the next press.
    """

    buttons: tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, kw_only=True)
class SetTimer:
    """Wake this journey at `due_at` (UTC) with `TimerFired(name)`; valid for this revision only.

    Revision 0 is no step's: such a timer belongs to the journey, and stays when a step is left.
    """

    name: str
    due_at: datetime
    revision: int


@dataclass(frozen=True, kw_only=True)
class CancelTimers:
    """Forget every timer of this journey's steps; those of revision 0 stay."""


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
class NotifyStaff:
    """Something for people who run the bot, about this subscriber; the shell adds the buttons.

    `note` is only told; `task` can be done and `task_late` still can; `handoff` and `said` can be replied to and
    given back, `handoff_over` was not given back in time; `asked` was understood by nobody and can be replied to,
    and so can `wanted`, a person of the menu whom the bot cannot help;
    `gate_broken` and `call_failed` are for whoever looks after the bot, and `text` is the reason.
    """

    about: StaffNotice
    to: str
    """A role, or the number of a chat."""
    text: str
    """Telegram HTML; what a person wrote is escaped."""
    person: int
    """Telegram's id of the subscriber."""
    name: str
    """What they call themselves, as plain text."""
    username: str
    title: str
    """The funnel's, as plain text."""
    funnel: str
    run: int
    revision: int
    """With funnel and run: where `StaffActed` belongs."""
    step: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckMember:
    """Ask Telegram whether the subscriber is in a channel; the answer comes back as `MemberChecked`."""

    chat: str
    funnel: str
    run: int
    revision: int
    first: bool
    """Whether the step has just been entered, so that a member need not be asked anything."""
    lane: Lane = "answer"


@dataclass(frozen=True, kw_only=True)
class CopyMessage:
    """A copy, for the subscriber, of what somebody of the staff sent: `message` of `chat`, by Telegram's numbers."""

    chat: int
    message: int
    lane: Lane = "answer"


@dataclass(frozen=True, kw_only=True)
class Call:
    """Send `body` (JSON) to a web address, signed; what came of it returns as `Called`."""

    url: str
    body: str
    give_up_at: datetime
    """Until when it is tried again (UTC)."""
    timeout: float
    """How many seconds one try may take."""
    funnel: str
    run: int
    revision: int
    step: str = ""


@dataclass(frozen=True, kw_only=True)
class StartFunnel:
    """Begin another funnel for this person; `receive` does it, after this journey has come to rest."""

    funnel: str


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
    | EditButtons
    | SetTimer
    | CancelTimers
    | OpenOrder
    | ClaimPayment
    | RecordPayment
    | RecordStrayPayment
    | NotifyOwners
    | NotifyStaff
    | CheckMember
    | CopyMessage
    | Call
    | StartFunnel
    | RecordTouch
    | StageReached
    | StagePassed
    | StageLeft
    | Track
)
