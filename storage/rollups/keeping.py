"""The rollups of money are kept while orders change, in the transaction in which they do."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rollups.money_cohorts import MONEY_COHORTS
from storage.rollups.money_days import MONEY_DAYS
from storage.rollups.money_facts import concerned, money_of
from storage.rollups.repeat_days import REPEAT_DAYS
from storage.rollups.sold_days import SOLD_DAYS
from storage.rollups.table import OF_MONEY
from storage.slices import Cells


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


async def move(
    conn: AsyncConnection, moved: Mapping[int, tuple[Cells, Cells]], people: Iterable[int], zone: tzinfo
) -> None:
    """These people's journeys, by their ids, were in some cells and are in others now: their money goes with them."""
    before = await money_of(conn, people)
    after = dict(before)
    for walk in moved.keys() & before.keys():
        was_in, is_in = moved[walk]
        before[walk], after[walk] = before[walk]._replace(cells=was_in), after[walk]._replace(cells=is_in)
    for rollup in (MONEY_DAYS, SOLD_DAYS, REPEAT_DAYS, MONEY_COHORTS):
        await rollup.turn(conn, before, after, zone)
