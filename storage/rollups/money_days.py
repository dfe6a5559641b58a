"""Money by day and stage: orders, buyers, revenue and refunds, in every cell of their journeys, in both counts of days.

By contact, everything counts on the day its journey started; by calendar, on the day it happened, so both agree in
total. An order is paid on the day of the first payment of it that counts, and somebody is a buyer in a currency once a
journey, on the day of the first of them all. A refund takes from the revenue on the day it was done.
"""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import tzinfo
from typing import Literal, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.days import day_of
from storage.rollups.money_facts import Concern, Walk, WalkMoney, every_walk
from storage.rollups.rollup import Key, Progress, Rollup, Sums
from storage.rollups.stage_days import WHOLE
from storage.rollups.tables import money_days
from storage.slices import Cells, Counting

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


class MoneyRollup(Rollup):
    """What the orders of journeys add up to."""

    async def anew(self, conn: AsyncConnection, counting: Counting, progress: Progress) -> Sums:
        """Count every order there is."""
        changed: Changed = Counter()
        async for walks, done in every_walk(conn):
            _add(changed, walks, counting.zone, 1)
            progress(done)
        return _rows(changed)

    @asynccontextmanager
    async def keeping(
        self, conn: AsyncConnection, zone: tzinfo, *, journeys: Iterable[int] = (), names: Iterable[str] = ()
    ) -> AsyncIterator[None]:
        """What happens inside to the orders of these journeys, and to these orders, is counted."""
        concern = Concern(journeys, names)
        await concern.lock(conn)
        before = await concern.read(conn)
        yield
        await self._turn(conn, before, await concern.read(conn), zone)

    async def move(self, conn: AsyncConnection, moved: Mapping[int, tuple[Cells, Cells]], zone: tzinfo) -> None:
        """These journeys, by their ids, were in some cells and are in others now: their money goes with them."""
        if not moved:
            return
        before: dict[Walk, WalkMoney] = {}
        after: dict[Walk, WalkMoney] = {}
        for walk, money in (await Concern(moved, ()).read(conn)).items():
            assert isinstance(walk, int)  # only journeys were asked for
            was_in, is_in = moved[walk]
            before[walk], after[walk] = money._replace(cells=was_in), money._replace(cells=is_in)
        await self._turn(conn, before, after, zone)

    async def _turn(
        self, conn: AsyncConnection, before: Mapping[Walk, WalkMoney], after: Mapping[Walk, WalkMoney], zone: tzinfo
    ) -> None:
        """Add what is more, and take back what is less."""
        changed: Changed = Counter()
        _add(changed, (money for walk, money in after.items() if before.get(walk) != money), zone, 1)
        _add(changed, (money for walk, money in before.items() if after.get(walk) != money), zone, -1)
        await self.add(conn, _rows(changed))


Changed = Counter[tuple[str, bool, str, Mark]]
"""How much, by funnel, whether it is a later walk, cell and mark."""


def _add(changed: Changed, walks: Iterable[WalkMoney], zone: tzinfo, sign: int) -> None:
    for money in walks:
        marked = marks(money, zone)
        for cell in {WHOLE, *money.cells}:
            for mark, amount in marked.items():
                changed[money.funnel, money.again, cell, mark] += sign * amount


def _rows(changed: Changed) -> Sums:
    rows: defaultdict[Key, Counter[Figure]] = defaultdict(Counter)
    for (funnel, again, cell, mark), amount in changed.items():
        slice_, _, value = cell.partition("=")
        key = (funnel, mark.calendar, again, slice_, mark.day, value, mark.stage, mark.currency)
        rows[key][mark.figure] += amount
    return {key: [amounts[figure] for figure in FIGURES] for key, amounts in rows.items()}


MONEY_DAYS = MoneyRollup(table=money_days)
