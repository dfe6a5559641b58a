"""What happens to money is added to every rollup of money, in the transaction in which it happens."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rollups.money_facts import Concern, Walk, WalkMoney
from storage.rollups.of_money import Moved
from storage.rollups.table import OF_MONEY
from storage.slices import Cells


@asynccontextmanager
async def keeping_money(
    conn: AsyncConnection, zone: tzinfo, *, journeys: Iterable[int] = (), names: Iterable[str] = ()
) -> AsyncIterator[None]:
    """What happens inside to the orders of these journeys, and to these orders, is counted."""
    concern = Concern(journeys, names)
    await concern.lock(conn)
    before = await concern.read(conn)
    yield
    await _turn(conn, before, await concern.read(conn), zone)


async def move_money(conn: AsyncConnection, moved: Mapping[int, tuple[Cells, Cells]], zone: tzinfo) -> None:
    """These journeys, by their ids, were in some cells and are in others now: their money goes with them."""
    if not moved:
        return
    before: dict[Walk, WalkMoney] = {}
    after: dict[Walk, WalkMoney] = {}
    for walk, money in (await Concern(moved, ()).read(conn)).items():
        assert isinstance(walk, int)  # only journeys were asked for
        was_in, is_in = moved[walk]
        before[walk], after[walk] = money._replace(cells=was_in), money._replace(cells=is_in)
    await _turn(conn, before, after, zone)


async def _turn(
    conn: AsyncConnection, before: Mapping[Walk, WalkMoney], after: Mapping[Walk, WalkMoney], zone: tzinfo
) -> None:
    """Add what is more, and take back what is less."""
    come = [Moved(walk, money, 1) for walk, money in after.items() if before.get(walk) != money]
    gone = [Moved(walk, money, -1) for walk, money in before.items() if after.get(walk) != money]
    if come or gone:
        for rollup in OF_MONEY:
            await rollup.add(conn, rollup.count([*come, *gone], zone))
