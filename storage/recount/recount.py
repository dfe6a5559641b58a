"""What to do about rollups that do not hold what there is."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.recount.cells import settle_cells
from storage.rollups.rollup import Key, Sums
from storage.rollups.table import ROLLUPS
from storage.rollups.tables import rollup_state
from storage.slices import Counting
from storage.upsert import insert_into

Tell = Callable[[str, float], None]
"""Told what is being counted, and how much of it is done, from 0 to 1."""

CELLS = "cells"
"""What the state of the journeys' own cells is kept as, beside those of the rollups."""

_EVERYTHING = (CELLS, *(rollup.name for rollup in ROLLUPS))


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A row of a rollup that is not what the facts say."""

    rollup: str
    key: Key
    kept: Sequence[int]
    counted: Sequence[int]


async def stale(conn: AsyncConnection, counting: Counting) -> dict[str, str]:
    """What is not counted in the days of the zone: the zone whose days it has, empty where it was never counted."""
    zones = {row.name: row.zone for row in await conn.execute(select(rollup_state))}
    return {name: zones.get(name, "") for name in _EVERYTHING if zones.get(name) != str(counting.zone)}


async def catch_up(database: Database, counting: Counting, now: datetime, tell: Tell) -> dict[str, str]:
    """Count what is stale; what that was, as `stale` says."""
    async with database.read() as conn:
        if not await stale(conn, counting):
            return {}
    async with database.write() as conn:
        await _alone(conn)
        found = await stale(conn, counting)  # another process may have done it meanwhile
        await _count(conn, counting, now, tell, found)
    return found


async def recount(database: Database, counting: Counting, now: datetime, tell: Tell) -> None:
    """Count everything."""
    async with database.write() as conn:
        await _alone(conn)
        await _count(conn, counting, now, tell, _EVERYTHING)


async def differences(conn: AsyncConnection, counting: Counting, tell: Tell) -> list[Difference]:
    """Where the rollups are not what the facts say."""
    found: list[Difference] = []
    for rollup in ROLLUPS:
        counted = await rollup.anew(conn, counting, partial(tell, rollup.name))
        found += _differing(rollup.name, await rollup.kept(conn), counted)
    return found


def _differing(rollup: str, kept: Sums, counted: Sums) -> Iterator[Difference]:
    zeros = [0] * len(next(iter((*kept.values(), *counted.values())), ()))
    for key in sorted(kept.keys() | counted.keys()):
        was, is_ = list(kept.get(key, zeros)), list(counted.get(key, zeros))
        if was != is_:
            yield Difference(rollup=rollup, key=key, kept=was, counted=is_)


async def _alone(conn: AsyncConnection) -> None:
    """Until the end of the transaction no batch begins: each locks its people before anything else."""
    if conn.dialect.name == "postgresql":
        await conn.execute(text("LOCK TABLE subscribers IN EXCLUSIVE MODE"))


async def _count(conn: AsyncConnection, counting: Counting, now: datetime, tell: Tell, names: Collection[str]) -> None:
    if CELLS in names:
        await settle_cells(conn, counting, now, partial(tell, CELLS))
    for rollup in ROLLUPS:
        if rollup.name in names:
            await rollup.replace(conn, await rollup.anew(conn, counting, partial(tell, rollup.name)))
    insert = insert_into(rollup_state, conn.dialect.name)
    keep = insert.on_conflict_do_update(index_elements=["name"], set_={"zone": insert.excluded.zone})
    for name in names:
        await conn.execute(keep, {"name": name, "zone": str(counting.zone)})
