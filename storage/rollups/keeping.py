"""The rollups of money are kept while orders change, in the transaction in which they do."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rollups.facts import Counted
from storage.rollups.money_cohorts import MONEY_COHORTS
from storage.rollups.money_days import MONEY_DAYS
from storage.rollups.money_facts import concerned, money_of
from storage.rollups.repeat_days import REPEAT_DAYS
from storage.rollups.sold_days import SOLD_DAYS
from storage.rollups.table import OF_MONEY
from storage.rollups.taken import NONE
from storage.rollups.variant_sales import VARIANT_SALES


@asynccontextmanager
async def keeping(
    conn: AsyncConnection, zone: tzinfo, *, people: Iterable[int] = (), names: Iterable[str] = ()
) -> AsyncIterator[None]:
    """What happens inside to the orders of these people, and to these orders, is counted."""
    whose = await concerned(conn, people, names)
    before = await money_of(conn, whose)
    yield
    after = await money_of(conn, whose)
    for rollup in OF_MONEY:
        await rollup.turn(conn, before, after, zone)


async def move(conn: AsyncConnection, moved: Mapping[int, Counted], people: Iterable[int], zone: tzinfo) -> None:
    """These people's journeys, by their ids, are in other cells or took a variant: their money goes with them."""
    before = await money_of(conn, people)
    after = dict(before)
    for walk in moved.keys() & before.keys():
        was, is_ = moved[walk]
        before[walk] = before[walk]._replace(cells=was.cells if was else (), taken=was.taken if was else NONE)
        after[walk] = after[walk]._replace(cells=is_.cells, taken=is_.taken)
    for rollup in (MONEY_DAYS, SOLD_DAYS, REPEAT_DAYS, MONEY_COHORTS, VARIANT_SALES):
        await rollup.turn(conn, before, after, zone)
