"""Money by day: orders, buyers, revenue and refunds, in every cell of their journeys, by either way to count days.

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

from storage.bulk import Bulk
from storage.days import day_of
from storage.rollups.money_facts import Concern, Walk, WalkMoney
from storage.rollups.stage_days import WHOLE, shard_of
from storage.rollups.tables import money_days
from storage.upsert import Insert, insert_into

Figure = Literal["orders", "paid_orders", "buyers", "revenue", "refunds", "refunded"]
FIGURES: tuple[Figure, ...] = ("orders", "paid_orders", "buyers", "revenue", "refunds", "refunded")


class Mark(NamedTuple):
    """One figure of one day."""

    calendar: bool
    day: int
    currency: str
    figure: Figure


Sums = Counter[tuple[str, bool, str, Mark]]
"""How much, by funnel, whether it is a later walk, cell and mark."""

Cells = tuple[str, ...]


def marks(money: WalkMoney, zone: tzinfo) -> Counter[Mark]:
    """Everything one journey adds to, in each of its cells."""
    found: Counter[Mark] = Counter()
    started = day_of(money.started, zone)

    def add(at: int, currency: str, figure: Figure, amount: int = 1) -> None:
        found[Mark(False, started, currency, figure)] += amount
        found[Mark(True, day_of(at, zone), currency, figure)] += amount

    bought: dict[str, int] = {}
    for order in money.orders:
        add(order.opened, order.currency, "orders")
        if order.came:
            first = order.came[0]
            add(first.at, first.currency, "paid_orders")
        for flow in order.came:
            add(flow.at, flow.currency, "revenue", flow.amount)
            bought[flow.currency] = min(bought.get(flow.currency, flow.at), flow.at)
        for flow in order.back:
            add(flow.at, flow.currency, "refunds")
            add(flow.at, flow.currency, "refunded", flow.amount)
    for currency, at in bought.items():
        add(at, currency, "buyers")
    return found


def sums(walks: Iterable[WalkMoney], zone: tzinfo) -> Sums:
    """What these journeys add up to."""
    found: Sums = Counter()
    for money in walks:
        marked = marks(money, zone)
        for cell in {WHOLE, *money.cells}:
            found.update({(money.funnel, money.again, cell, mark): amount for mark, amount in marked.items()})
    return found


@asynccontextmanager
async def kept(
    conn: AsyncConnection, zone: tzinfo, *, journeys: Iterable[int] = (), names: Iterable[str] = ()
) -> AsyncIterator[None]:
    """What happens inside to the orders of these journeys, and to these orders, is counted."""
    concern = Concern(journeys, names)
    await concern.lock(conn)
    before = await concern.read(conn)
    yield
    await _add(conn, before, await concern.read(conn), zone)


async def move(conn: AsyncConnection, moved: Mapping[int, tuple[Cells, Cells]], zone: tzinfo) -> None:
    """These journeys, by their ids, are in other cells than before: their money goes with them."""
    concern = Concern(moved, ())
    await concern.lock(conn)
    before: dict[Walk, WalkMoney] = {}
    after: dict[Walk, WalkMoney] = {}
    for walk, money in (await concern.read(conn)).items():
        assert isinstance(walk, int)  # only journeys were asked for
        was, is_ = moved[walk]
        before[walk], after[walk] = money._replace(cells=was), money._replace(cells=is_)
    await _add(conn, before, after, zone)


async def _add(
    conn: AsyncConnection, before: Mapping[Walk, WalkMoney], after: Mapping[Walk, WalkMoney], zone: tzinfo
) -> None:
    """Add what is more, and take back what is less."""
    changed = sums((money for walk, money in after.items() if before.get(walk) != money), zone)
    changed.subtract(sums((money for walk, money in before.items() if after.get(walk) != money), zone))
    rows: defaultdict[tuple[str | int | bool, ...], Counter[Figure]] = defaultdict(Counter)
    for (funnel, again, cell, mark), amount in changed.items():
        slice_, _, value = cell.partition("=")
        if amount:
            rows[funnel, mark.calendar, again, slice_, mark.day, value, mark.currency][mark.figure] = amount
    shard = shard_of(conn)
    await _ADD.run(
        conn,
        [
            (*key, shard, *(amounts[figure] for figure in FIGURES))
            for key, amounts in sorted(rows.items())  # always the same order, so that two processes never cross
        ],
    )


def _upsert(dialect: str) -> Insert:
    insert = insert_into(money_days, dialect)
    return insert.on_conflict_do_update(
        index_elements=list(money_days.primary_key.columns),
        set_={figure: money_days.c[figure] + insert.excluded[figure] for figure in FIGURES},
    )


_ADD = Bulk([column.name for column in money_days.c], _upsert)
