"""Orders and their money divided among the touches before them: nothing is lost, and nothing counts twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from funnels.analytics.attribution import parts


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one source has one part of: whole orders and their whole money, in minor units.

    Attributes:
        parts: of how many parts each of the orders is.
        currency: that they were asked in, or paid in if they were.
        orders: those that were opened.
        customers: journeys that bought first by one of them.
    """

    source: str
    parts: int
    currency: str
    orders: int
    customers: int
    paid_orders: int
    revenue: int
    refunded: int


@dataclass(kw_only=True)
class Credit:
    """What is credited to one source; paid orders and money by currency."""

    orders: Fraction = Fraction()
    customers: Fraction = Fraction()
    paid_orders: defaultdict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    revenue: dict[str, int] = field(default_factory=dict)
    refunded: dict[str, int] = field(default_factory=dict)


def credit(shares: Iterable[Share]) -> dict[str, Credit]:
    """By source; money is divided into whole minor units that sum to it exactly."""
    found: defaultdict[str, Credit] = defaultdict(Credit)
    revenue: defaultdict[str, defaultdict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    refunded: defaultdict[str, defaultdict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for share in shares:
        one = found[share.source]
        one.orders += Fraction(share.orders, share.parts)
        one.customers += Fraction(share.customers, share.parts)
        one.paid_orders[share.currency] += Fraction(share.paid_orders, share.parts)
        revenue[share.currency][share.source] += Fraction(share.revenue, share.parts)
        refunded[share.currency][share.source] += Fraction(share.refunded, share.parts)
    for currency in revenue:
        for source, amount in _divided(revenue[currency]).items():
            found[source].revenue[currency] = amount
        for source, amount in _divided(refunded[currency]).items():
            found[source].refunded[currency] = amount
    return dict(found)


def _divided(due: dict[str, Fraction]) -> dict[str, int]:
    """What is due to each source, in whole units; all of it together is a whole number."""
    sources, whole = sorted(due), sum(due.values())
    amounts = parts(int(whole), [due[source] for source in sources]) if whole else [0] * len(sources)
    return dict(zip(sources, amounts, strict=True))
