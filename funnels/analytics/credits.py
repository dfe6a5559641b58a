"""Orders and their money divided among the touches before them: nothing is lost, and nothing counts twice."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from funnels.analytics.attribution import ByTouch, Touch, credited, equal_parts


@dataclass(frozen=True, kw_only=True)
class TouchedOrder:
    """One order, and what of it is in question.

    Attributes:
        opened_at: when (UTC): touches up to this moment have brought it.
        currency: that it was asked in, and paid in if it was.
        opened: its opening is.
        paid: its first payment is.
        first: its first payment is, and was the first of its journey.
    """

    subscriber_id: int
    opened_at: datetime
    currency: str
    opened: bool
    paid: bool
    first: bool


@dataclass(frozen=True, kw_only=True)
class TouchedMoney:
    """What came for one order in one currency and what went back, as far as that is in question; minor units."""

    subscriber_id: int
    opened_at: datetime
    currency: str
    came: int
    back: int


@dataclass(kw_only=True)
class Credit:
    """What is credited to one source; paid orders and money by currency."""

    orders: Fraction = Fraction()
    customers: Fraction = Fraction()
    paid_orders: defaultdict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    came: Counter[str] = field(default_factory=Counter)
    back: Counter[str] = field(default_factory=Counter)


def credit(
    model: ByTouch,
    touches: Mapping[int, Sequence[Touch]],
    orders: Iterable[TouchedOrder],
    money: Iterable[TouchedMoney],
) -> dict[str, Credit]:
    """By source; `touches` are those of each person."""
    found: defaultdict[str, Credit] = defaultdict(Credit)
    for order in orders:
        sources = credited(touches.get(order.subscriber_id, ()), order.opened_at, model)
        for source in sources:
            one, part = found[source], Fraction(1, len(sources))
            one.orders += order.opened * part
            one.customers += order.first * part
            if order.paid:
                one.paid_orders[order.currency] += part
    for flow in money:
        sources = credited(touches.get(flow.subscriber_id, ()), flow.opened_at, model)
        came, back = equal_parts(flow.came, len(sources)), equal_parts(flow.back, len(sources))
        for place, source in enumerate(sources):
            found[source].came[flow.currency] += came[place]
            found[source].back[flow.currency] += back[place]
    return dict(found)
