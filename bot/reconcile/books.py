"""What is in the two books, what they can say differently, and which part of them is looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from funnels.definition.money import Money
from funnels.engine.orders import OrderRef

Kind = Literal["missing", "unknown", "amount", "refunded_there", "refunded_here"]
"""`missing` here and `unknown` there are payments only one book has; `amount` is not the same in both.

`refunded_there` and `refunded_here` is money that went back as only one book has it.
"""

GRACE = timedelta(minutes=5)
"""What is younger may be on its way from one book to the other."""


@dataclass(frozen=True, kw_only=True)
class Theirs:
    """A payment as the service has it; moments are UTC."""

    charge: str
    order: str
    """What it was paid for, as the bot had named it."""
    payer: int
    money: Money
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


def with_refunds(
    paid: Mapping[str, Theirs], refunds: Iterable[tuple[str, str, Money, datetime]]
) -> Mapping[str, Theirs]:
    """The payments with what went back of them: its charge, its name, how much and when (UTC)."""
    found = dict(paid)
    for charge, name, money, at in refunds:
        if (of := found.get(charge)) is not None:
            found[charge] = replace(
                of,
                back=of.back + money.amount,
                back_at=max(at, of.back_at or at),
                refunds=(*of.refunds, (name, money)),
            )
    return found


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
