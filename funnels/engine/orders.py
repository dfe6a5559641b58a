"""An intent to buy: its name, what the journey knows of it, and the states it moves through.

open ──payment──▶ paid ──goods arrived──▶ delivered; an open one may become expired or cancelled, and money that comes
all the same still pays it; what was paid can be refunded; one that is asked for again is open again, and one that is
paid again without that is paid.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple, Self

from msgspec import Struct, field

from funnels.definition.money import Money

Status = Literal["open", "paid", "delivered", "expired", "cancelled", "refunded"]

BEFORE: Mapping[Status, tuple[Status, ...]] = {
    "open": ("expired", "cancelled", "refunded"),
    "paid": ("open", "expired", "cancelled", "refunded"),
    "delivered": ("paid",),
    "expired": ("open",),
    "cancelled": ("open", "expired"),
    "refunded": ("paid", "delivered"),
}
"""The states an order may come from: every move is a compare-and-set."""

Fit = Literal["right", "less", "more", "other_currency"]
"""What arrived, against what was asked."""


class OrderRef(Struct, frozen=True):
    """The name of an order says whose it is and where it arose, so a payment finds its journey without a look-up.

    It is the invoice's payload (Telegram: at most 128 bytes) and part of staff's buttons (64 bytes).
    """

    subscriber: int
    funnel: str
    run: int
    revision: int
    product: int
    """The product's number in the version of the script the journey is pinned to."""
    again: int = 0
    """How often the same button had led to a payment before."""

    def __str__(self) -> str:
        first = f"{self.subscriber}:{self.funnel}:{self.run}:{self.revision}:{self.product}"
        return f"{first}:{self.again}" if self.again else first

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The order a payload names, or None for a payload that is not ours."""
        try:
            subscriber, funnel, run, revision, product, *again = text.split(":")
            return cls(
                subscriber=int(subscriber),
                funnel=funnel,
                run=int(run),
                revision=int(revision),
                product=int(product),
                again=int(*again),
            )
        except (ValueError, TypeError):
            return None


class Asked(NamedTuple):
    """When the person was last asked to pay in one way (UTC), how much, and with which promo code."""

    at: datetime
    price: Money
    promo: str = ""


class Claim(NamedTuple):
    """The person's word that they paid by hand: since when (UTC) it waits for the staff, and which way they mean."""

    at: datetime
    way: str
    proofs: int = 0
    """How many photos, documents and words about it came."""
    longer: bool = False
    """Whether the person was told that it takes longer."""


class Short(NamedTuple):
    """A payment that does not pay the order unless staff say so: too little, another currency, or sold out by then.

    The money is without what was paid for bringing the goods.
    """

    charge: str
    money: Money


Renewing = Literal["active", "cancelled", "failed"]
"""Whether Telegram takes the next payment of a subscription by itself: it will, it was told not to, it could not."""


class Subscription(NamedTuple):
    """An order that Telegram has paid again and again, every thirty days, as long as it lasts."""

    charge: str
    """Of the first payment, by which Telegram knows the subscription; of another one while that has not come."""
    begun: bool
    """Whether the first payment has come."""
    state: Renewing
    periods: Mapping[str, datetime]
    """By charge the end of the time it has paid (UTC), of those that are not over, and of the last."""

    @property
    def until(self) -> datetime:
        """The end of all the time that was paid (UTC)."""
        return max(self.periods.values())

    @property
    def last(self) -> str:
        """The charge that has paid the end of it."""
        return max(self.periods, key=self.periods.__getitem__)


class Order(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the journey knows of an order; the ledger knows the rest."""

    closes_at: datetime | None = None
    """Until when it can be asked for (UTC); None: always."""
    asked: Mapping[str, Asked] = field(default_factory=dict)
    """By way to pay."""
    checkout_at: datetime | None = None
    """When the person first asked to pay (UTC)."""
    one_of: bool = False
    """Whether it was asked for at an offer of several products, of which one is chosen."""
    button: str = ""
    """The data of the pay button that was pressed last."""
    contact_asked: datetime | None = None
    """Since when (UTC) the person is asked where the receipt goes; they can pay when they have said it."""
    claim: Claim | None = None
    """That they paid by hand, as they say; None: they do not, or staff have answered."""
    paid: str = ""
    """The charge that paid it; empty while nothing did, and when that money went back."""
    short: Short | None = None
    """Money that arrived and does not pay the order by itself: staff decide."""
    until: datetime | None = None
    """The end of the access it was paid for (UTC); None where it has none."""
    money: Money | None = None
    """What paid it last, without what was paid for bringing the goods."""
    call: Literal["", "waits", "failed"] = ""
    """Whether another system, that makes or opens the goods, has still to answer, or would not."""
    told_of_delay: bool = False
    """Whether the person was told that the goods could not be handed over at once."""
    refunds: frozenset[str] = frozenset()
    """Refunds that were told already."""
    subscription: Subscription | None = None
    """None: it is paid once."""

    def fit(self, money: Money) -> Fit:
        """How the money fits the prices the person was asked; the order was asked for by some method."""
        prices = [asked.price.amount for asked in self.asked.values() if asked.price.currency == money.currency]
        if not prices:
            return "other_currency"
        if money.amount in prices:
            return "right"
        return "less" if money.amount < min(prices) else "more"

    @property
    def by_hand(self) -> Money | None:
        """What the person was asked to transfer: as they say they paid, else the last time; None: never."""
        ways = [self.claim.way] if self.claim else [way for way in self.asked if way.split()[0] == "manual"]
        return max((self.asked[way] for way in ways), key=lambda one: one.at).price if ways else None

    def promo_for(self, money: Money) -> str:
        """The promo code the person was asked this money with; of several prices, that of the dearest it covers.

        Of none that it covers it is the cheapest in its currency; in another currency, the one asked last.
        """
        prices = [one for one in self.asked.values() if one.price.currency == money.currency]
        covered = [one for one in prices if one.price.amount <= money.amount]
        if covered:
            return max(covered, key=lambda one: one.price.amount).promo
        if prices:
            return min(prices, key=lambda one: one.price.amount).promo
        return max(self.asked.values(), key=lambda one: one.at).promo if self.asked else ""
