"""The rollups of money are kept while orders change, in the transaction in which they do."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rollups.facts import Counted
from storage.rollups.money_cohorts import MONEY_COHORTS
from storage.rollups.money_days import MONEY_DAYS
from storage.rollups.money_facts import Concern, Walk, WalkMoney
from storage.rollups.sold_days import SOLD_DAYS
from storage.rollups.table import OF_MONEY
from storage.rollups.taken import NONE
from storage.rollups.variant_sales import VARIANT_SALES


@asynccontextmanager
async def keeping(
    conn: AsyncConnection, zone: tzinfo, *, journeys: Iterable[int] = (), names: Iterable[str] = ()
) -> AsyncIterator[None]:
    """What happens inside to the orders of these journeys, and to these orders, is counted."""
    concern = Concern(journeys, names)
    await concern.lock(conn)
    before = await concern.read(conn)
    yield
    after = await concern.read(conn)
    for rollup in OF_MONEY:
        await rollup.turn(conn, before, after, zone)


async def move(conn: AsyncConnection, moved: Mapping[int, Counted], zone: tzinfo) -> None:
    """These journeys, by their ids, are in other cells now or took a variant: their money goes with them."""
    if not moved:
        return
    before: dict[Walk, WalkMoney] = {}
    after: dict[Walk, WalkMoney] = {}
    for walk, money in (await Concern(moved, ()).read(conn)).items():
        assert isinstance(walk, int)  # only journeys were asked for
        was, is_ = moved[walk]
        before[walk] = money._replace(cells=was.cells if was else (), taken=was.taken if was else NONE)
        after[walk] = money._replace(cells=is_.cells, taken=is_.taken)
    for rollup in (MONEY_DAYS, SOLD_DAYS, MONEY_COHORTS, VARIANT_SALES):
        await rollup.turn(conn, before, after, zone)
