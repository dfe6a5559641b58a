"""What is in the two books, what they can say differently, and which part of them is looked at."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from funnels.definition.money import Money
from funnels.engine.orders import OrderRef

Kind = Literal["missing", "unknown", "amount", "refunded_there", "refunded_here"]
"""`missing` here and `unknown` there are payments only one book has; `amount` is not the same in both.

`refunded_there` and `refunded_here` is money that went back as only one book has it.
"""

GRACE = timedelta(minutes=5)
"""What is younger may be on its way from one book to the other."""


class Theirs(Struct, frozen=True, kw_only=True, gc=False):
    """A payment as the service has it; moments are UTC.

    All of a service's list is held at once: as it holds no containers, the collector need not look at any of it, which
    for a hundred thousand payments took a fifth of a second each time, while nobody was answered.
    """

    charge: str
    order: str
    """What it was paid for, as the bot had named it."""
    payer: int
    amount: int
    """In minor units of the `currency`."""
    currency: str
    at: datetime
    commission: int = 0
    """What of the price somebody else got who had brought the payer, in minor units; our book has the whole price."""
    back: int = 0
    """What went back of it, in minor units."""
    back_at: datetime | None = None
    """When the last of it did."""
    refunds: tuple[tuple[str, Money], ...] = ()
    """Each refund by the service's own name for it, where it has one."""
    paid_until: datetime | None = None
    """Until when it has paid a subscription; None: it is of none."""

    @property
    def money(self) -> Money:
        """What was paid."""
        return Money(amount=self.amount, currency=self.currency)


def add_refund(paid: dict[str, Theirs], charge: str, name: str, money: Money, at: datetime) -> None:
    """So much of the payment went back under this name at this moment (UTC); a payment that is not there is left."""
    if (of := paid.get(charge)) is not None:
        paid[charge] = replace(
            of,
            back=of.back + money.amount,
            back_at=max(at, of.back_at or at),
            refunds=(*of.refunds, (name, money)),
        )


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing the books say differently."""

    kind: Kind
    method: str
    charge: str
    order: str
    payer: int
    money: Money
    """The payment, or what went back."""
    at: datetime
    theirs: Money | None = None
    """What the service says of an `amount`."""
    refunds: tuple[tuple[str, Money], ...] = ()
    """What went back of it there; see `Theirs`."""
    paid_until: datetime | None = None
    """Until when it has paid a subscription; see `Theirs`."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What of the books is compared: one funnel or all, from a moment on (UTC) or everything, up to now."""

    now: datetime
    since: datetime | None = None
    funnel: str = ""

    def holds(self, order: str, *moments: datetime | None) -> bool:
        """Whether a payment with anything that happened at one of these moments is in it."""
        ref = OrderRef.parse(order)
        if self.funnel and (ref is None or ref.funnel != self.funnel):
            return False
        return self.since is None or any(at is not None and at >= self.since for at in moments)

    def settled(self, at: datetime | None) -> bool:
        """Whether both books should have it by now."""
        return at is not None and at <= self.now - GRACE
