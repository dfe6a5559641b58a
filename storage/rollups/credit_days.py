"""What each source is credited with by day: orders, customers, revenue and refunds, by every model of attribution.

An order that is credited to three touches stands in a row of each as what it is, all of it, and the row says that it is
of three parts: so sums stay whole numbers, and a report divides them when they are read. The days are those of
`money_days`. A customer is a journey in which anything was bought, on the day of its first purchase.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import Literal

from funnels.analytics.attribution import MODELS, credited
from storage.days import day_of
from storage.rollups.money_facts import OrderMoney, WalkMoney
from storage.rollups.of_money import MoneyRollup, Turn
from storage.rollups.rollup import Key, Sums
from storage.rollups.tables import credit_days

Figure = Literal["orders", "customers", "paid_orders", "revenue", "refunded"]
FIGURES: tuple[Figure, ...] = ("orders", "customers", "paid_orders", "revenue", "refunded")

Deed = tuple[int, str, Figure, int]
"""When (`micros`), the currency, the figure, and how much of it."""


def count(turns: Iterable[Turn], zone: tzinfo) -> Sums:
    """What these turns come to."""
    rows: defaultdict[Key, Counter[Figure]] = defaultdict(Counter)
    for walk, sign in turns:
        started, first = day_of(walk.started, zone), _first(walk)
        for order in walk.orders:
            deeds = [
                (calendar, day_of(at, zone) if calendar else started, currency, figure, amount)
                for at, currency, figure, amount in _deeds(order, is_first=order is first)
                for calendar in (False, True)
            ]
            for model in MODELS:
                sources = credited(model, walk.source, order.touches)
                for source in sources:
                    for calendar, day, currency, figure, amount in deeds:
                        key = walk.funnel, model, calendar, walk.again, day, source, len(sources), currency
                        rows[key][figure] += sign * amount
    return {key: [amounts[figure] for figure in FIGURES] for key, amounts in rows.items()}


def _first(walk: WalkMoney) -> OrderMoney | None:
    """That which was paid first; orders are in the order of their names, which decides between equals."""
    bought = [order for order in walk.orders if order.came]
    return min(bought, key=lambda order: order.came[0].at, default=None)


def _deeds(order: OrderMoney, *, is_first: bool) -> Iterator[Deed]:
    yield order.opened, order.currency, "orders", 1
    if order.came:
        paid = order.came[0]
        yield paid.at, paid.currency, "paid_orders", 1
        if is_first:
            yield paid.at, paid.currency, "customers", 1
    for flow in order.came:
        yield flow.at, flow.currency, "revenue", flow.amount
    for flow in order.back:
        yield flow.at, flow.currency, "refunded", flow.amount


CREDIT_DAYS = MoneyRollup(table=credit_days, count=count)
