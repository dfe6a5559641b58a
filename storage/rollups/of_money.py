"""Rollups of money: each journey with orders, and each order without one, adds what follows from its own facts."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import NamedTuple, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rollups.by_cell import WHOLE, Walks
from storage.rollups.money_facts import Walk, WalkMoney, every_walk
from storage.rollups.rollup import Key, Progress, Rollup, Sums, add_up
from storage.slices import Counting

M = TypeVar("M")


class Moved(NamedTuple):
    """The money of a walk, which is added (1) or taken back (-1)."""

    walk: Walk
    money: WalkMoney
    sign: int


Count = Callable[[Iterable[Moved], tzinfo], Sums]


@dataclass(frozen=True, kw_only=True)
class MoneyRollup(Rollup):
    """A rollup that needs no more than the money of walks.

    Attributes:
        count: what these walks add, and take back, in days of the zone.
    """

    count: Count

    async def anew(self, conn: AsyncConnection, counting: Counting, progress: Progress) -> Sums:
        """Count every order there is."""
        whole: dict[Key, list[int]] = {}
        async for walks, done in every_walk(conn):
            add_up(whole, self.count((Moved(walk, money, 1) for walk, money in walks.items()), counting.zone))
            progress(done)
        return whole


def in_cells(
    moved: Iterable[Moved], marks: Callable[[Walk, WalkMoney], Mapping[M, int]]
) -> Iterator[tuple[Walks, M, int]]:
    """By how much each thing that money adds to, its `marks`, grows in each cell of its walk."""
    changed: Counter[tuple[str, bool, str, M]] = Counter()
    for walk, money, sign in moved:
        marked = marks(walk, money)
        for cell in {WHOLE, *money.cells}:
            for mark, amount in marked.items():
                changed[money.funnel, money.again, cell, mark] += sign * amount
    for (funnel, again, cell, mark), amount in changed.items():
        slice_, _, value = cell.partition("=")
        yield Walks(funnel, again, slice_, value), mark, amount
