"""What happened: everything that can move a journey, in the past tense."""

import html
from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from msgspec import Struct, field

from funnels.definition.money import Money
from funnels.engine.order_info import NOTHING, OrderInfo
from funnels.engine.orders import Renewing
from funnels.engine.outside_values import OutsideValue


class Started(Struct, frozen=True, kw_only=True):
    """The person sent /start; `payload` is what their deep link carried, empty for a bare /start."""

    payload: str = ""
    promo: str = ""
    """The promo code their link carried."""


class Pressed(Struct, frozen=True, kw_only=True):
    """The person pressed a button of a message the bot sent; see `funnels.engine.buttons` for its data."""

    data: str


class Clicked(Struct, frozen=True, kw_only=True):
    """The person followed a counted link; `data` names the button as `Pressed` does."""

    data: str


class Answered(Struct, frozen=True, kw_only=True):
    """The person wrote or sent something; `text` is empty for what carries none (a sticker, a voice message)."""

    text: str = ""
    kind: str = "text"
    """Telegram's word for what was sent: `text`, `photo`, `contact`, `location`…"""
    phone: str = ""
    """The number of a contact, with its plus; empty where the contact is not the person's own."""
    latitude: float | None = None
    longitude: float | None = None
    file: str = ""
    """Telegram's id of the file that was sent."""
    caption: str = ""
    """What stands under it."""
    message: int = 0
    """The message's number in the person's chat, where it carries what no text can say."""

    @property
    def place(self) -> str:
        """The place that was sent, as `55.755800,37.617300`; empty where none was."""
        if self.latitude is None or self.longitude is None:
            return ""
        return f"{self.latitude:.6f},{self.longitude:.6f}"

    @property
    def shown(self) -> str:
        """What they wrote as Telegram HTML, or what kind of thing they sent."""
        return html.escape(self.text, quote=False) if self.text else f"[{self.kind}]"


class TimerFired(Struct, frozen=True, kw_only=True):
    """A moment set by `SetTimer` has come. A timer set before the step was left names an older revision."""

    funnel: str
    run: int
    revision: int
    name: str


class Recurring(NamedTuple):
    """That a payment is one of a subscription."""

    until: datetime
    """When the time that it has paid ends, and Telegram takes the next (UTC)."""
    first: bool
    """Whether the subscription begins with it."""


class Paid(Struct, frozen=True, kw_only=True):
    """Money arrived for an order. `charge` is the payment method's own id and names the payment for ever."""

    order: str
    method: str
    money: Money
    """By hand, what was asked so counts instead (`Order.by_hand`): nobody says how much has come."""
    charge: str
    staff: int = 0
    """Who confirmed it, by their Telegram id; 0: the method itself."""
    recurring: Recurring | None = None
    """None: it is of no subscription."""
    info: OrderInfo = NOTHING
    """What was filled in with it."""

    @property
    def price(self) -> Money:
        """The money without what was paid for bringing the goods."""
        shipping = self.info.shipping_price
        if shipping is None or shipping.currency != self.money.currency:
            return self.money
        return Money(amount=self.money.amount - shipping.amount, currency=self.money.currency)


class SubscriptionChanged(Struct, frozen=True, kw_only=True):
    """Telegram will take the next payment of a subscription, or will not, or could not."""

    order: str
    state: Renewing
    staff: int = 0
    """Who of the staff had it cancelled, by their Telegram id; 0: nobody of them."""


class CancelAsked(Struct, frozen=True, kw_only=True):
    """Somebody of the staff wants a subscription cancelled."""

    order: str
    staff: int


class NotCancelled(Struct, frozen=True, kw_only=True):
    """A subscription could not be cancelled by the bot, for the `reason`; see `CancelSubscription`."""

    order: str
    reason: str


class PaymentNotAsked(Struct, frozen=True, kw_only=True):
    """A payment service did not take the order at this moment: the person has nothing to pay by."""

    order: str
    method: str
    reason: str
    """In words for the owners."""


class PaymentRefused(Struct, frozen=True, kw_only=True):
    """Staff looked for a payment the person claimed to have made by hand, and did not find it."""

    order: str
    staff: int = 0


class PaymentAccepted(Struct, frozen=True, kw_only=True):
    """Money that was not what had been asked is enough, staff say: the order counts as paid."""

    order: str
    staff: int = 0


class Refunded(Struct, frozen=True, kw_only=True):
    """Money went back to whoever paid; `refund` names it for ever."""

    refund: str
    order: str
    charge: str
    """The payment it is of."""
    money: Money
    whole: bool = True
    """Whether nothing of the payment is left; the bot counts it anew when it writes the refund down."""
    reason: str = ""
    staff: int = 0
    reference: str = ""
    """The method's own name for it."""


class MemberChecked(Struct, frozen=True, kw_only=True):
    """Telegram said whether the person is in the channel of the gate they stand at; see `CheckMember`."""

    funnel: str
    run: int
    revision: int
    member: bool | None
    """None: it could not be found out, for the `reason`."""
    first: bool = False
    reason: str = ""


class MemberChanged(Struct, frozen=True, kw_only=True):
    """The person joined or left a channel the bot sees; `chats` are its names: `@name` in small letters, its number."""

    chats: tuple[str, ...]
    member: bool


class JoinRequested(Struct, frozen=True, kw_only=True):
    """The person asks to be let into a channel or group; `chats` are its names as in `MemberChanged`."""

    chats: tuple[str, ...]


class NotRemoved(Struct, frozen=True, kw_only=True):
    """The person could not be taken out of a chat, for the `reason`; see `RemoveMember`."""

    funnel: str
    run: int
    reason: str


class NotDelivered(Struct, frozen=True, kw_only=True):
    """The goods of an order could not be handed over, for the `reason`, and trying again by itself will not help."""

    order: str
    reason: str


class SendingAgainAsked(Struct, frozen=True, kw_only=True):
    """An owner asks for the goods of an order once more, after what was wrong has been mended."""

    order: str
    lost: bool = False
    """Nobody is calling the system that makes them, whatever the journey thinks."""


class PresentFailed(Struct, frozen=True, kw_only=True):
    """What `deliver` gives at this step, without an order, could not be handed over, for the `reason`."""

    funnel: str
    run: int
    step: str
    reason: str


class StaffActed(Struct, frozen=True, kw_only=True):
    """Somebody of the staff did something about this person: what was told them by `NotifyStaff`."""

    act: Literal["done", "given_back", "replied"]
    funnel: str
    run: int
    revision: int
    staff: int
    """Who, by their Telegram id."""
    text: str = ""
    """What they replied, as plain text; empty where they replied with a file."""
    chat: int = 0
    """With `message`: where the file is to be copied from."""
    message: int = 0


class Called(Struct, frozen=True, kw_only=True):
    """What came of a `Call`."""

    funnel: str
    run: int
    revision: int
    step: str
    """Key of the step that called; the journey may have left it."""
    ok: bool
    answer: str = ""
    """The body of the answer."""
    reason: str = ""
    """Why it failed."""
    key: str = ""
    """Of a call for goods, as its `Call` had it."""


class EventReceived(Struct, frozen=True, kw_only=True):
    """Something happened to the person outside the chat: a goal of another funnel, a note of a shop or a CRM."""

    name: str
    values: Mapping[str, OutsideValue] = field(default_factory=dict)
    """What is known of it; a script keeps those it names."""


class Stopped(Struct, frozen=True, kw_only=True):
    """The person sent /stop."""


class Blocked(Struct, frozen=True, kw_only=True):
    """The person blocked the bot, or Telegram says that they no longer exist."""


class Unblocked(Struct, frozen=True, kw_only=True):
    """The person let the bot write again, and has said nothing yet."""


Input = (
    Started
    | Pressed
    | Clicked
    | Answered
    | TimerFired
    | Paid
    | SubscriptionChanged
    | CancelAsked
    | NotCancelled
    | PaymentNotAsked
    | PaymentRefused
    | PaymentAccepted
    | Refunded
    | MemberChecked
    | MemberChanged
    | JoinRequested
    | NotRemoved
    | NotDelivered
    | SendingAgainAsked
    | PresentFailed
    | StaffActed
    | Called
    | EventReceived
    | Stopped
    | Blocked
    | Unblocked
)
