"""Rollups of what journeys sold: they are added to as their people's orders change."""

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


class Turn(NamedTuple):
    """The money of a journey that is added (1) or taken back (-1)."""

    money: WalkMoney
    sign: int


Count = Callable[[Iterable[Turn], tzinfo], Sums]


@dataclass(frozen=True, kw_only=True)
class MoneyRollup(Rollup):
    """A rollup that needs no more than the orders of people.

    Attributes:
        count: what these turns, which have all walks of the people they are about, come to, in days of a zone.
    """

    count: Count

    async def anew(self, conn: AsyncConnection, counting: Counting, progress: Progress) -> Sums:
        """Count every order there is."""
        whole: dict[Key, list[int]] = {}
        async for walks, done in every_walk(conn):
            add_up(whole, self.count((Turn(money, 1) for money in walks), counting.zone))
            progress(done)
        return whole

    async def turn(
        self, conn: AsyncConnection, before: Mapping[Walk, WalkMoney], after: Mapping[Walk, WalkMoney], zone: tzinfo
    ) -> None:
        """Add what is more, and take back what is less."""
        await self.add(conn, self.count(_turns(before, after), zone))


def _turns(before: Mapping[Walk, WalkMoney], after: Mapping[Walk, WalkMoney]) -> Iterator[Turn]:
    """All walks of whoever has another one now than before."""
    changed = {
        money.who
        for mine, others in ((after, before), (before, after))
        for walk, money in mine.items()
        if others.get(walk) != money
    }
    for walks, sign in ((after, 1), (before, -1)):
        for money in walks.values():
            if money.who in changed:
                yield Turn(money, sign)


def in_cells(turns: Iterable[Turn], marks: Callable[[WalkMoney], Mapping[M, int]]) -> Iterator[tuple[Walks, M, int]]:
    """By how much each thing that money adds to, its `marks`, grows in each cell of its journey."""
    changed: Counter[tuple[str, bool, str, M]] = Counter()
    for money, sign in turns:
        marked = marks(money)
        for cell in {WHOLE, *money.cells}:
            for mark, amount in marked.items():
                changed[money.funnel, money.again, cell, mark] += sign * amount
    for (funnel, again, cell, mark), amount in changed.items():
        slice_, _, value = cell.partition("=")
        yield Walks(funnel, again, slice_, value), mark, amount
