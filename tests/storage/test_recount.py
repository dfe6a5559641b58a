"""Rollups are counted anew where they hold nothing yet, in the days of a new zone, and where somebody changed them."""

import asyncio
import json
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, insert, update

from funnels.engine.effects.facts import StagePassed, StageReached, Track
from storage.database import Database
from storage.recount.cells import PORTION as CELLS_AT_ONCE
from storage.recount.recount import Difference, catch_up, differences, recount, stale
from storage.rollups.of_journeys import PORTION
from storage.rollups.stage_days import STAGE_DAYS, START
from storage.rollups.table import ROLLUPS
from storage.rollups.tables import rollup_state, stage_days
from storage.slices import Counting
from storage.tables import events, journeys
from tests.storage.stories import IN_UTC, NOW, again, change, keep, person, rows

EVERYTHING = ("cells", *(rollup.name for rollup in ROLLUPS))
IN_TOKYO = Counting(zone=ZoneInfo("Asia/Tokyo"))


def silent(_what: str, _done: float) -> None:
    pass


async def differing(database: Database, counting: Counting = IN_UTC) -> list[Difference]:
    async with database.read() as conn:
        return await differences(conn, counting, silent)


async def cells(database: Database) -> list[object]:
    return [row["slices"] for row in await rows(database, journeys)]


@pytest.fixture
async def lived(database: Database) -> Database:
    """Two people have been here."""
    facts = Track(event="variant", detail="price=soft"), Track(event="bought", detail="book")
    await keep(
        database,
        change(person(1), StageReached(stage="a"), StagePassed(stage="a"), *facts),
        change(person(2, run=2), StageReached(stage="a"), Track(event="task_done", detail="77")),
    )
    return database


@pytest.fixture
async def migrated(lived: Database) -> Database:
    """The same, by a Voronka that knew no rollups."""
    async with lived.write() as conn:
        await conn.execute(update(journeys).values(slices=[]))
        for table in (rollup_state, *(rollup.table for rollup in ROLLUPS)):
            await conn.execute(delete(table))
    return lived


async def test_what_was_never_counted_is_counted_once(migrated: Database) -> None:
    assert await differing(migrated) != []
    assert await catch_up(migrated, IN_UTC, NOW, silent) == dict.fromkeys(EVERYTHING, "")
    assert await differing(migrated) == []
    assert await catch_up(migrated, IN_UTC, NOW, silent) == {}


async def test_journeys_of_before_get_the_cells_they_would_have(lived: Database, database: Database) -> None:
    as_it_happened = await cells(lived)
    async with database.write() as conn:
        await conn.execute(update(journeys).values(slices=[]))
    await catch_up(database, IN_UTC, NOW, silent)
    assert await cells(database) == as_it_happened


async def test_another_time_zone_is_another_count(lived: Database) -> None:
    await catch_up(lived, IN_UTC, NOW, silent)
    async with lived.read() as conn:
        assert await stale(conn, IN_TOKYO) == dict.fromkeys(EVERYTHING, "UTC")
    assert await catch_up(lived, IN_TOKYO, NOW, silent) == dict.fromkeys(EVERYTHING, "UTC")
    assert await differing(lived, IN_TOKYO) == []
    assert all("hour=18" in of_one and "hour=9" not in of_one for of_one in await cells(lived))


async def test_what_somebody_changed_is_found_and_mended(lived: Database) -> None:
    await recount(lived, IN_UTC, NOW, silent)
    key = ("relationships", False, False, "", 20514, "", "a")
    names = ("funnel", "calendar", "again", "slice", "day", "value", "stage")
    async with lived.write() as conn:
        same = [stage_days.c[name] == value for name, value in zip(names, key, strict=True)]
        await conn.execute(update(stage_days).where(*same).values(reached=5))
    assert await differing(lived) == [Difference(rollup="stage_days", key=key, kept=[5, 1, 0], counted=[1, 1, 0])]
    await recount(lived, IN_UTC, NOW, silent)
    assert await differing(lived) == []


async def test_nothing_is_missed_or_counted_twice_while_people_come(database: Database, url: str) -> None:
    other = await Database.open(url, synchronous="OFF")
    story = StageReached(stage="a"), StagePassed(stage="a"), Track(event="bought", detail="book")

    async def come(into: Database, ids: range) -> None:
        for id_ in ids:
            await keep(into, change(person(id_), story[0]))
            await again(into, *story[1:], id_=id_)

    async def count(into: Database) -> None:
        for _ in range(4):
            await recount(into, IN_UTC, NOW, silent)

    try:
        await asyncio.gather(come(database, range(1, 15)), come(other, range(15, 30)), count(database), count(other))
    finally:
        await other.close()
    assert await differing(database) == []
    assert sum(row["reached"] for row in await rows(database, stage_days) if row["slice"] == "") == 4 * 29


async def test_a_row_of_nothing_is_no_difference(lived: Database) -> None:
    await recount(lived, IN_UTC, NOW, silent)
    async with lived.write() as conn:
        key = {"funnel": "gone", "calendar": False, "again": False, "slice": "", "day": 1, "value": "", "stage": "a"}
        figures = {"reached": 0, "passed": 0, "lost": 0}
        await conn.execute(insert(stage_days), {**key, **figures, "shard": 0})
    assert await differing(lived) == []


async def test_a_database_without_people_is_counted_at_once(database: Database) -> None:
    assert set(await catch_up(database, IN_UTC, NOW, silent)) == set(EVERYTHING)
    assert await differing(database) == []


async def test_of_a_new_database_nothing_is_told(database: Database) -> None:
    told: list[str] = []
    await catch_up(database, IN_UTC, NOW, lambda what, _done: told.append(what))
    assert told == []
    assert await catch_up(database, IN_UTC, NOW, silent) == {}


async def test_journeys_are_read_in_portions_and_none_is_left_between(database: Database) -> None:
    await keep(database, change(person(1)))
    await copies(database, PORTION - 1, PORTION, 2 * PORTION)
    async with database.read() as conn:
        counted = await STAGE_DAYS.anew(conn, IN_UTC, lambda _done: None)
    whole = {key[2]: figures[0] for key, figures in counted.items() if (key[1], key[3], key[6]) == (False, "", START)}
    assert whole == {False: 1, True: 3}


async def test_each_portion_reads_the_facts_of_its_own_journeys(lived: Database) -> None:
    first = min(int(str(row["id"])) for row in await rows(lived, journeys))
    await copies(lived, CELLS_AT_ONCE)
    async with lived.write() as conn:
        await conn.execute(update(journeys).values(slices=[]))
        far = update(events).where(events.c.journey_id == first).values(journey_id=first + CELLS_AT_ONCE)
        await conn.execute(far)
    await catch_up(lived, IN_UTC, NOW, silent)
    taken = {row["id"]: "variant=price=soft" in str(row["slices"]) for row in await rows(lived, journeys)}
    assert (taken[first], taken[first + CELLS_AT_ONCE]) == (False, True)


async def copies(database: Database, *after: int) -> None:
    """More walks of the first journey's person, whose ids come so far after its."""
    walk = min(await rows(database, journeys), key=lambda row: int(str(row["id"])))
    first, state = int(str(walk["id"])), json.loads(str(walk["state"]))
    walks = [
        {**walk, "id": first + far, "run": 1 + far, "state": json.dumps({**state, "run": 1 + far})} for far in after
    ]
    async with database.write() as conn:
        await conn.execute(insert(journeys), walks)
