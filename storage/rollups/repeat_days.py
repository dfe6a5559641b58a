"""Who bought, and who bought again, in whatever period: by the days of orders, in every cell, in both counts of days.

What somebody bought is put in the order of its days, which are those of `money_days`. In a period, there is one pair of
neighbours fewer than orders, and one three of neighbours fewer than pairs, as long as there are any. So each order
counts a buyer and each pair takes one back; each pair counts one who bought again, and each three takes one back: in
the end everybody is counted once, however much they bought. A pair lies in the period if its first and its last day do,
which are the `since` and the `day` of its row.

`again` rows are what later walks add to the first ones, as those of the other rollups: people who bought in both of
them are in both, and taken back in what is added.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from typing import NamedTuple

from storage.days import day_of
from storage.rollups.by_cell import WHOLE
from storage.rollups.money_facts import WalkMoney
from storage.rollups.of_money import MoneyRollup, Turn
from storage.rollups.rollup import Key, Sums
from storage.rollups.tables import repeat_days

NEIGHBOURS = ((1, 0), (-1, 1), (0, -1))
"""How many buyers, and how many who bought again, one order, a pair and three neighbours count."""


class Mark(NamedTuple):
    """The days of neighbours, and how many they are."""

    cell: str
    calendar: bool
    since: int
    day: int
    neighbours: int


def count(turns: Iterable[Turn], zone: tzinfo) -> Sums:
    """What these turns come to."""
    people: defaultdict[tuple[str, int, int], list[WalkMoney]] = defaultdict(list)
    for money, sign in turns:
        people[money.funnel, money.who, sign].append(money)
    rows: defaultdict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for (funnel, _, sign), walks in people.items():
        for again, marks in _both(walks, zone):
            for (cell, calendar, since, day, neighbours), times in marks.items():
                slice_, _, value = cell.partition("=")
                figures = rows[funnel, calendar, again, slice_, value, since, day]
                for nth, amount in enumerate(NEIGHBOURS[neighbours - 1]):
                    figures[nth] += sign * times * amount
    return rows


def _both(walks: Sequence[WalkMoney], zone: tzinfo) -> Iterator[tuple[bool, Counter[Mark]]]:
    """The neighbours of the first walks, and what later ones make of them."""
    first_walks = [walk for walk in walks if not walk.again]
    first = _marks(first_walks, zone)
    yield False, first
    if len(first_walks) < len(walks):
        later = _marks(walks, zone)
        later.subtract(first)
        yield True, later


def _marks(walks: Sequence[WalkMoney], zone: tzinfo) -> Counter[Mark]:
    """All neighbours among the orders of one person."""
    days: defaultdict[tuple[str, bool], list[int]] = defaultdict(list)
    for walk in walks:
        started = day_of(walk.started, zone)
        for paid in (order.came[0] for order in walk.orders if order.came):
            for cell in {WHOLE, *walk.cells}:
                days[cell, False].append(started)
                days[cell, True].append(day_of(paid.at, zone))
    found: Counter[Mark] = Counter()
    for (cell, calendar), each in days.items():
        each.sort()
        for further in range(len(NEIGHBOURS)):
            for since, day in zip(each, each[further:], strict=False):
                found[Mark(cell, calendar, since, day, further + 1)] += 1
    return found


REPEAT_DAYS = MoneyRollup(table=repeat_days, count=count)
