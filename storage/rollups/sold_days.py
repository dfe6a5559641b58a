"""What was sold by day, stage, product and way to pay, in every cell of the journeys, in both counts of days.

The days are those of `money_days`, and so is what is counted: both add up to the same. An order is paid in the way of
the first payment of it that counts; what goes back, goes back from the way in which it came.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import tzinfo
from functools import partial
from typing import Literal, NamedTuple

from storage.days import day_of
from storage.rollups.money_facts import Flow, OrderMoney, WalkMoney
from storage.rollups.of_money import MoneyRollup, Turn, in_cells
from storage.rollups.rollup import Key, Sums
from storage.rollups.tables import sold_days

Figure = Literal["paid_orders", "revenue", "refunds", "refunded"]
FIGURES: tuple[Figure, ...] = ("paid_orders", "revenue", "refunds", "refunded")


class Mark(NamedTuple):
    """One figure of one day."""

    calendar: bool
    day: int
    stage: str
    product: str
    method: str
    currency: str
    figure: Figure


def count(turns: Iterable[Turn], zone: tzinfo) -> Sums:
    """What these turns come to."""
    rows: dict[Key, list[int]] = {}
    for walks, mark, amount in in_cells(turns, partial(_marks, zone=zone)):
        calendar, day, stage, product, method, currency, figure = mark
        key = walks.funnel, calendar, walks.again, walks.slice, day, walks.value, stage, product, method, currency
        rows.setdefault(key, [0] * len(FIGURES))[FIGURES.index(figure)] += amount
    return rows


def _marks(money: WalkMoney, zone: tzinfo) -> Counter[Mark]:
    found: Counter[Mark] = Counter()
    started = day_of(money.started, zone)

    def add(order: OrderMoney, flow: Flow, figure: Figure, amount: int = 1) -> None:
        for calendar, day in ((False, started), (True, day_of(flow.at, zone))):
            found[Mark(calendar, day, order.stage, order.product, flow.method, flow.currency, figure)] += amount

    for order in money.orders:
        if order.came:
            add(order, order.came[0], "paid_orders")
        for flow in order.came:
            add(order, flow, "revenue", flow.amount)
        for flow in order.back:
            add(order, flow, "refunds")
            add(order, flow, "refunded", flow.amount)
    return found


SOLD_DAYS = MoneyRollup(table=sold_days, count=count)
