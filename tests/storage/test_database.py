"""A transaction stands or falls, a reader sees one moment, and writers that come together lose nothing."""

import asyncio

import pytest
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from storage.commit import commit
from storage.database import Database
from storage.outside_tables import seen_updates, uploads
from storage.people import load
from tests.storage.stories import NOBODY, NOW, change, keep, known, moved, person, rows

COUNT = select(func.count()).select_from(seen_updates)
ADD = insert(seen_updates)


async def test_twenty_writers_at_once_lose_nothing(database: Database) -> None:
    async with database.write() as conn:
        await conn.execute(insert(uploads), {"bot_id": 1, "key": "counter", "file_id": "0"})

    async def count_up() -> None:
        async with database.write() as conn:
            query = select(uploads.c.file_id).with_for_update()
            number = int((await conn.execute(query)).scalar_one())
            await asyncio.sleep(0)
            await conn.execute(update(uploads).values(file_id=str(number + 1)))

    await asyncio.gather(*(count_up() for _ in range(20)))
    (row,) = await rows(database, uploads)
    assert row["file_id"] == "20"


async def test_one_person_moved_by_many_at_once_is_moved_by_each(database: Database) -> None:
    await keep(database, change(person()))

    async def move() -> None:
        async with database.write() as conn:
            loaded = await load(conn, [1])
            who = loaded.people[1]
            one = change(moved(who, revision=who.journeys[0].revision + 1), before=who)
            await commit(conn, [one], journey_ids=loaded.journey_ids, staff=NOBODY, now=NOW)

    await asyncio.gather(*(move() for _ in range(20)))
    (journey,) = (await known(database, 1)).people[1].journeys
    assert journey.revision == 21


async def test_a_reader_does_not_see_what_is_not_committed(database: Database) -> None:
    async with database.write() as writer:
        await writer.execute(ADD, {"update_id": 1, "at": NOW})
        async with database.read() as reader:
            assert (await reader.execute(COUNT)).scalar_one() == 0
    async with database.read() as reader:
        assert (await reader.execute(COUNT)).scalar_one() == 1


async def test_a_reader_sees_one_moment_however_long_it_reads(database: Database) -> None:
    async with database.read() as reader:
        assert (await reader.execute(COUNT)).scalar_one() == 0
        await keep(database, updates=[1])
        assert (await reader.execute(COUNT)).scalar_one() == 0


async def test_a_reader_cannot_write(database: Database) -> None:
    async with database.read() as reader:
        with pytest.raises(DBAPIError, match=r"(?i)read-?only"):
            await reader.execute(ADD, {"update_id": 1, "at": NOW})


async def test_people_can_be_loaded_by_a_reader(database: Database) -> None:
    who = person()
    await keep(database, change(who))
    async with database.read() as reader:
        assert (await load(reader, [1])).people == {1: who}


async def test_a_cancelled_writer_leaves_nothing_and_lets_the_next_one_write(database: Database) -> None:
    began = asyncio.Event()

    async def slow() -> None:
        async with database.write() as conn:
            await conn.execute(ADD, {"update_id": 1, "at": NOW})
            began.set()
            await asyncio.sleep(60)

    async with asyncio.timeout(10):
        async with asyncio.TaskGroup() as group:
            task = group.create_task(slow())
            await began.wait()
            task.cancel()
        await keep(database, updates=[2])
    assert [row["update_id"] for row in await rows(database, seen_updates)] == [2]


async def test_what_was_committed_is_there_after_a_restart(database: Database, url: str) -> None:
    await keep(database, updates=[1])
    await database.close()
    reopened = await Database.open(url)
    try:
        assert [row["update_id"] for row in await rows(reopened, seen_updates)] == [1]
    finally:
        await reopened.close()


async def test_what_kind_of_database_it_is(database: Database, dialect: str) -> None:
    assert database.dialect == dialect


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
async def test_sqlite_is_set_up_to_survive_a_power_cut(url: str) -> None:
    database = await Database.open(url)
    asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    async with database.write() as conn:
        set_up = {name: (await conn.execute(text(f"PRAGMA {name}"))).scalar() for name in asked}
    await database.close()
    assert set_up == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_postgresql_is_set_up_to_survive_a_power_cut(url: str) -> None:
    database = await Database.open(url)
    async with database.write() as conn:
        waits_for_the_disk = (await conn.execute(text("SHOW synchronous_commit"))).scalar()
    await database.close()
    assert waits_for_the_disk == "on"


async def test_an_error_does_not_say_what_was_to_be_written(database: Database) -> None:
    row = {"bot_id": 1, "key": "anna@example.com", "file_id": None}
    with pytest.raises(DBAPIError, match="uploads") as error:
        async with database.write() as conn:
            await conn.execute(text("INSERT INTO uploads (bot_id, key, nothing) VALUES (:bot_id, :key, :file_id)"), row)
    assert "anna" not in str(error.value)


async def test_whoever_reads_when_it_is_closed_is_waited_for(url: str) -> None:
    database = await Database.open(url, synchronous="OFF")
    reading, order = asyncio.Event(), list[str]()

    async def read() -> None:
        async with database.read() as conn:
            reading.set()
            await asyncio.sleep(0.05)
            assert (await conn.execute(COUNT)).scalar_one() == 0
        order.append("read")

    async def close() -> None:
        await reading.wait()
        await database.close()
        order.append("closed")

    await asyncio.gather(read(), close())
    assert order == ["read", "closed"]
