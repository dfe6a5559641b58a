"""The schema grows by migrations, each with its way back, and is what the tables say."""

import asyncio
import json
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from msgspec.structs import replace
from sqlalchemy import Connection, inspect, text

from funnels.definition.money import Money
from funnels.engine.effects.orders import RecordRefund
from funnels.engine.subscriber import Access, Renewal
from storage.database import Database
from storage.errors import DatabaseError
from storage.migrate import HEAD, VERSION_TABLE, alembic_config, version
from storage.schema import metadata
from storage.types import micros
from tests.storage.stories import HOUR, NOW, again, change, keep, known, message, payment, person

SCHEMA = {*metadata.tables, VERSION_TABLE}


def _up(connection: Connection) -> None:
    command.upgrade(alembic_config(connection), "head")


def _down(connection: Connection) -> None:
    command.downgrade(alembic_config(connection), "base")


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"sqlite_sequence"}


def _described(connection: Connection) -> dict[str, Any]:
    """All that both databases can tell of the tables, names included."""
    inspector = inspect(connection)
    return {
        table: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"]) for column in inspector.get_columns(table)
            ],
            "primary key": inspector.get_pk_constraint(table),
            "foreign keys": sorted(inspector.get_foreign_keys(table), key=str),
            "unique": sorted(inspector.get_unique_constraints(table), key=str),
            "indexes": sorted(map(_plain, inspector.get_indexes(table)), key=str),
        }
        for table in sorted(metadata.tables)
    }


def _plain(index: Any) -> dict[str, Any]:
    """An index, with its condition as text."""
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return {**index, "dialect_options": options}


async def test_up_down_up(database: Database) -> None:
    await keep(database, change(person(), message()))
    async with database.write() as conn:
        before = await conn.run_sync(_described)
        assert await conn.run_sync(_tables) == SCHEMA
        await conn.run_sync(_down)
        assert await conn.run_sync(_tables) == {VERSION_TABLE}
        await conn.run_sync(_up)
        assert await conn.run_sync(_tables) == SCHEMA
        assert await conn.run_sync(_described) == before


async def test_what_people_may_use_is_kept_on_the_way_up_and_down(database: Database) -> None:
    held = {
        "relationships/webinar": Access(until=NOW, chat=""),
        "relationships/course": Access(until=None, chat="@the_club"),
        "relationships/month": Access(until=NOW, chat="@m", renewal=Renewal("1:relationships:1:8:1", "c", NOW, True)),
    }
    who = person()
    subscriber = replace(who.subscriber, access=held)
    journeys = tuple(replace(journey, subscriber=subscriber) for journey in who.journeys)
    await keep(database, change(replace(who, subscriber=subscriber, journeys=journeys)))
    async with database.write() as conn:
        await conn.run_sync(lambda connection: command.downgrade(alembic_config(connection), "0018"))
        plain = (await conn.execute(text("SELECT access FROM subscribers"))).scalar_one()
        at = micros(NOW)
        assert json.loads(plain) == {
            "relationships/webinar": [at, ""],
            "relationships/course": [None, "@the_club"],
            "relationships/month": [at, "@m", "1:relationships:1:8:1", "c", at, True],
        }
        await conn.run_sync(_up)
    assert (await known(database, 1)).people[1].subscriber.access == held


async def test_which_refunds_left_nothing_is_told_again_on_the_way_down(database: Database) -> None:
    await keep(database, change(person(), payment()))
    for hours, amount in enumerate((40, 60)):
        money = Money(amount=amount, currency="XTR")
        back = RecordRefund(
            refund=f"of {amount}", order="", charge="charge-1", money=money, closes=False, reason="", staff=0
        )
        await again(database, back, now=NOW + hours * HOUR)
    async with database.write() as conn:
        await conn.run_sync(lambda connection: command.downgrade(alembic_config(connection), "0026"))
        whole = (await conn.execute(text("SELECT name, whole FROM refunds ORDER BY name"))).all()
        assert [(name, bool(is_whole)) for name, is_whole in whole] == [("of 40", False), ("of 60", True)]
        await conn.run_sync(_up)


async def test_messages_that_wait_stay_in_their_lane_on_the_way_up_and_down(database: Database) -> None:
    await keep(database, change(person(), message(lane="answer"), message(lane="timed")))
    lanes = text("SELECT lane FROM outbox ORDER BY id")
    async with database.write() as conn:
        assert (await conn.execute(lanes)).scalars().all() == [0, 2]
        await conn.run_sync(lambda connection: command.downgrade(alembic_config(connection), "0036"))
        assert (await conn.execute(lanes)).scalars().all() == [0, 1]
        await conn.run_sync(_up)
        assert (await conn.execute(lanes)).scalars().all() == [0, 2]


async def test_the_tables_are_what_the_migrations_make(database: Database) -> None:
    def differences(connection: Connection) -> list[Any]:
        options = {"version_table": VERSION_TABLE, "compare_type": True, "compare_server_default": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))

    async with database.write() as conn:
        assert await conn.run_sync(differences) == []
        migrated = await conn.run_sync(_described)
        await conn.run_sync(_down)
        await conn.run_sync(metadata.create_all)
        assert await conn.run_sync(_described) == migrated


async def test_the_newest_migration_is_the_one_the_program_asks_for(database: Database) -> None:
    async with database.read() as conn:
        config = await conn.run_sync(alembic_config)
        assert await conn.run_sync(version) == HEAD
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


async def test_an_empty_database_gets_the_schema(empty_url: str) -> None:
    for _ in range(2):
        database = await Database.open(empty_url)
        async with database.read() as conn:
            assert await conn.run_sync(_tables) == SCHEMA
        await database.close()


async def test_several_processes_may_start_at_once(empty_url: str) -> None:
    opened = await asyncio.gather(*(Database.open(empty_url) for _ in range(4)))
    for database in opened:
        await database.close()
    assert len(opened) == 4


async def test_a_failed_migration_leaves_the_schema_as_it_was(empty_url: str) -> None:
    database = await Database.open(empty_url)

    async def broken() -> None:
        async with database.write() as conn:
            await conn.run_sync(_down)
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        await broken()
    async with database.read() as conn:
        assert await conn.run_sync(_tables) == SCHEMA
    await database.close()


async def test_a_newer_schema_is_refused(database: Database, url: str) -> None:
    async with database.write() as conn:
        await conn.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="was made by a newer Voronka: update the program"):
        await Database.open(url)


async def test_tables_of_another_program_are_left_alone(database: Database, url: str) -> None:
    async with database.write() as conn:
        await conn.execute(text(f"DROP TABLE {VERSION_TABLE}"))
    with pytest.raises(DatabaseError, match="table `calls` of another program"):
        await Database.open(url)
