"""Money by cohort: what journeys brought and who bought anything, by when they started and when it came, in every cell.

Both are told by the first of the days that are of one week and of one month (`storage.days.first_together`). Somebody
has `bought` once a journey, when the first money of it came, in whichever currency; an order without a journey is of
no cohort.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import tzinfo
from functools import partial
from typing import Literal, NamedTuple

from storage.days import day_of, first_together
from storage.rollups.money_facts import WalkMoney
from storage.rollups.of_money import MoneyRollup, Turn, in_cells
from storage.rollups.rollup import Key, Sums
from storage.rollups.tables import money_cohorts

Figure = Literal["bought", "revenue", "refunded"]
FIGURES: tuple[Figure, ...] = ("bought", "revenue", "refunded")


class Mark(NamedTuple):
    """One figure of one cohort."""

    cohort: int
    at: int
    currency: str
    figure: Figure


def count(turns: Iterable[Turn], zone: tzinfo) -> Sums:
    """What these turns come to."""
    rows: dict[Key, list[int]] = {}
    for walks, (cohort, at, currency, figure), amount in in_cells(turns, partial(_marks, zone=zone)):
        rows.setdefault((*walks, cohort, at, currency), [0] * len(FIGURES))[FIGURES.index(figure)] += amount
    return rows


def _marks(money: WalkMoney, zone: tzinfo) -> Counter[Mark]:
    found: Counter[Mark] = Counter()
    if money.alone:
        return found
    cohort = first_together(day_of(money.started, zone))

    def add(at: int, currency: str, figure: Figure, amount: int) -> None:
        found[Mark(cohort, first_together(day_of(at, zone)), currency, figure)] += amount

    for order in money.orders:
        for flow in order.came:
            add(flow.at, flow.currency, "revenue", flow.amount)
        for flow in order.back:
            add(flow.at, flow.currency, "refunded", flow.amount)
    first = min((flow for order in money.orders for flow in order.came), default=None)
    if first:
        add(first.at, first.currency, "bought", 1)
    return found


MONEY_COHORTS = MoneyRollup(table=money_cohorts, count=count)
