"""What the person is shown: messages, invoices, toasts, and the buttons under them."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from funnels.definition.money import Money
from funnels.engine.effects.kept import Kept
from funnels.engine.effects.media import Album, Media
from funnels.engine.effects.members import Invitation
from funnels.engine.effects.receipt import ReceiptData

Lane = Literal["answer", "event", "timed"]
"""What answers a person is sent first, then what an event outside the chat has caused, then timed messages."""

Purpose = Literal["step", "follow_up", "media", "goods", "reply"]
"""`step` and `follow_up` count in the step figures; `goods` is what was paid for; `reply` is small talk.

`media` is what goes ahead of a step's or follow-up's text in a message of its own; only the text counts.
"""

Shared = Literal["contact", "location"]
"""What a person can share by a button."""


class Button(Struct, frozen=True, omit_defaults=True):
    """A button under a message: `data` comes back as `Pressed`, unless one of the others says what it does instead."""

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


class SendMessage(Kept, frozen=True, kw_only=True):
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
    codes: str = ""
    """The list in the funnel's folder that it takes a code from, to stand in its text."""
    invitation: Invitation | None = None
    """The chat it opens, by a button below all others."""
    removes_keyboard: bool = False
    """Takes the reply keyboard of an earlier message away; only without buttons of its own."""

    @property
    def reply_keyboard(self) -> bool:
        """Whether the buttons stand under the line one writes in, where alone Telegram has buttons that share.

        A press on any other of them comes back as its words, typed.
        """
        for row in self.buttons:
            for button in row:
                if button.shares:
                    return True
        return False


class AskPayment(Kept, frozen=True, kw_only=True):
    """Show how to pay an order by its method: an invoice of Telegram, or the page of a payment service."""

    order: str
    title: str
    description: str
    price: Money
    method: str
    step: str = ""
    language: str = "en"
    """Of the words around it: the script's."""
    closes_at: datetime | None = None
    """Until when it may be paid (UTC); None: always."""
    refunds: int = 0
    """How often money of this order went back: what is paid after that is another payment."""
    subscribes: bool = False
    """Whether Telegram takes it again every thirty days."""
    asks: tuple[str, ...] = ()
    """What Telegram's payment form asks besides: name, phone, email, address."""
    shipped: bool = False
    """Whether the person chooses there how it reaches them, which changes what they pay."""
    receipt: ReceiptData | None = None
    """Of what the receipt is made that the law wants; None: of nothing this bot knows."""


class ShowToast(Struct, frozen=True, kw_only=True):
    """A short plain text over the chat in answer to a press; carries no state and is not kept."""

    text: str


class EditButtons(Struct, frozen=True, kw_only=True):
    """Put these buttons under the message whose button was just pressed; carries no state and is not kept.

    Whoever misses it has the state all the same, and sees it at the next press.
    """

    buttons: tuple[tuple[Button, ...], ...]


class CopyMessage(Kept, frozen=True, kw_only=True):
    """A copy, for the subscriber, of what somebody of the staff sent: `message` of `chat`, by Telegram's numbers."""

    chat: int
    message: int
    lane: Lane = "answer"
