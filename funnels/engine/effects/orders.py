"""What the ledger keeps: an intent to buy, a claim to have paid, money that arrived."""

from datetime import datetime
from typing import Literal, Self

from msgspec import Struct

from funnels.definition.money import Money
from funnels.engine.effects.kept import Kept
from funnels.engine.effects.receipt import ReceiptData
from funnels.engine.inputs import Refunded
from funnels.engine.order_info import NOTHING, OrderInfo
from funnels.engine.orders import Renewing, Status

PaymentKind = Literal["whole", "renewal", "short", "sold_out", "extra"]
"""`whole` pays the order, `renewal` prolongs a subscription; the others do not: `short` is too little or in another
currency, `sold_out` is for what there is no more of, `extra` for what was bought already."""

SubscriptionEntry = Literal["", "subscription_cancelled", "subscription_restored", "renewal_failed"]
"""What has happened to a subscription; empty: a payment came, which is written down by itself."""


class OpenOrder(Struct, frozen=True, kw_only=True):
    """One intent to buy `product`; opening the same order again changes nothing."""

    order: str
    product: str
    title: str
    price: Money
    method: str
    expires_at: datetime | None
    """After this moment (UTC) payment is refused; None: never."""
    step: str = ""
    promo: str = ""
    """The promo code the price is with."""
    receipt: ReceiptData | None = None
    """Of what receipts of its payments are made, and of its refunds."""


class RecordClaim(Struct, frozen=True, kw_only=True):
    """The person says they paid the order by hand; or staff looked for the money and refused the claim."""

    order: str
    answer: Literal["", "refused"]
    """Empty: staff have not answered yet."""
    staff: int = 0
    """Who answered, by their Telegram id."""


class RecordProof(Struct, frozen=True, kw_only=True):
    """What the person sent to show that they paid the order by hand."""

    order: str
    kind: str
    """`photo` or `document`; empty for words."""
    file: str = ""
    """Telegram's id of the file."""
    words: str = ""
    """What they wrote, or what stands under the file."""


class RecordPayment(Struct, frozen=True, kw_only=True):
    """Money that arrived, written once per `charge`; moves the order to paid if it is the `whole` price."""

    order: str
    product: str
    method: str
    money: Money
    charge: str
    kind: PaymentKind
    promo: str = ""
    """The promo code it was paid with."""
    staff: int = 0
    """Who confirmed it, by their Telegram id; 0: the method itself."""
    info: OrderInfo = NOTHING
    """What the person filled in with it."""


class RecordSubscription(Struct, frozen=True, kw_only=True):
    """How it stands with a subscription, for whoever looks at the order."""

    order: str
    state: Renewing
    until: datetime
    """The end of all the time that was paid (UTC)."""
    entry: SubscriptionEntry = ""
    staff: int = 0
    """Who had it cancelled, by their Telegram id; 0: nobody of the staff."""


class CancelSubscription(Kept, frozen=True, kw_only=True):
    """Tell Telegram to take no more payments; what came of it returns as `SubscriptionChanged` or `NotCancelled`."""

    order: str
    charge: str
    """Of the subscription's first payment."""
    known: bool = True
    """Whether the person is told when it is done; not of one that another one has replaced, or was begun beside."""
    staff: int = 0


class MoveOrder(Struct, frozen=True, kw_only=True):
    """A decision of the staff about an order; one that is not in a state it can come from stays as it is."""

    order: str
    to: Status
    staff: int
    reason: str = ""
    product: str = ""
    promo: str = ""
    """What is sold by it, and with which promo code."""
    charge: str = ""
    """The payment that is taken for the price by it."""


class RecordFailure(Struct, frozen=True, kw_only=True):
    """The goods of a paid order could not be made by the system that makes them."""

    order: str
    reason: str


class RecordRefund(Struct, frozen=True, kw_only=True):
    """Money that went back, written once per `refund`."""

    refund: str
    order: str
    charge: str
    """The payment it is of."""
    money: Money
    closes: bool
    """Whether the order is refunded by it: nothing is left of what paid it."""
    reason: str
    staff: int
    reference: str = ""
    """The method's own name for it."""

    @classmethod
    def of(cls, told: Refunded, *, closes: bool = False) -> Self:
        """What is told, as it is written down."""
        return cls(
            refund=told.refund,
            order=told.order,
            charge=told.charge,
            money=told.money,
            closes=closes,
            reason=told.reason,
            staff=told.staff,
            reference=told.reference,
        )


class RecordStrayPayment(Struct, frozen=True, kw_only=True):
    """Money that fits no order, or that nothing can be delivered for: written once per `charge`, delivers nothing."""

    order: str
    """What came as its order."""
    method: str
    money: Money
    charge: str
    info: OrderInfo = NOTHING
    """What the person filled in with it."""
