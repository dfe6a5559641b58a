"""Money by day and stage: orders, buyers, revenue and refunds, in every cell of their journeys, in both counts of days.

By contact, everything counts on the day its journey started; by calendar, on the day it happened, so both agree in
total. An order is paid on the day of the first payment of it that counts, and somebody is a buyer in a currency once a
journey, on the day of the first of them all. A refund takes from the revenue on the day it was done.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import tzinfo
from functools import partial
from typing import Literal, NamedTuple

from storage.days import day_of
from storage.rollups.money_facts import WalkMoney
from storage.rollups.of_money import MoneyRollup, Turn, in_cells
from storage.rollups.rollup import Key, Sums
from storage.rollups.tables import money_days

Figure = Literal["orders", "paid_orders", "buyers", "revenue", "refunds", "refunded"]
FIGURES: tuple[Figure, ...] = ("orders", "paid_orders", "buyers", "revenue", "refunds", "refunded")


class Mark(NamedTuple):
    """One figure of one day."""

    calendar: bool
    day: int
    stage: str
    currency: str
    figure: Figure


def marks(money: WalkMoney, zone: tzinfo) -> Counter[Mark]:
    """Everything one journey adds to, in each of its cells."""
    found: Counter[Mark] = Counter()
    started = day_of(money.started, zone)

    def add(at: int, stage: str, currency: str, figure: Figure, amount: int = 1) -> None:
        found[Mark(False, started, stage, currency, figure)] += amount
        found[Mark(True, day_of(at, zone), stage, currency, figure)] += amount

    bought: dict[str, tuple[int, str]] = {}
    for order in money.orders:
        stage = order.stage
        add(order.opened, stage, order.currency, "orders")
        if order.came:
            first = order.came[0]
            add(first.at, stage, first.currency, "paid_orders")
        for flow in order.came:
            add(flow.at, stage, flow.currency, "revenue", flow.amount)
            bought[flow.currency] = min(bought.get(flow.currency, (flow.at, stage)), (flow.at, stage))
        for flow in order.back:
            add(flow.at, stage, flow.currency, "refunds")
            add(flow.at, stage, flow.currency, "refunded", flow.amount)
    for currency, (at, stage) in bought.items():
        add(at, stage, currency, "buyers")
    return found


def count(turns: Iterable[Turn], zone: tzinfo) -> Sums:
    """What these turns come to."""
    rows: dict[Key, list[int]] = {}
    for walks, (calendar, day, stage, currency, figure), amount in in_cells(turns, partial(marks, zone=zone)):
        key = walks.funnel, calendar, walks.again, walks.slice, day, walks.value, stage, currency
        rows.setdefault(key, [0] * len(FIGURES))[FIGURES.index(figure)] += amount
    return rows


MONEY_DAYS = MoneyRollup(table=money_days, count=count)
