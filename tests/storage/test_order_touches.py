"""An order keeps where the person had come from until it was opened."""

from alembic import command
from sqlalchemy import Connection

from funnels.engine.effects.facts import RecordTouch
from funnels.engine.effects.orders import OpenOrder
from storage.database import Database
from storage.migrate import alembic_config
from storage.selling_tables import orders
from tests.storage.stories import HOUR, NOW, STARS_100, again, change, keep, payment, person, rows


def came(source: str) -> RecordTouch:
    return RecordTouch(source=source, link="", funnel="relationships")


def opens(order: str) -> OpenOrder:
    return OpenOrder(
        order=order, product="webinar", title="", price=STARS_100, method="stars", expires_at=None, step="tripwire.1"
    )


async def told(database: Database) -> dict[object, object]:
    return {row["name"]: row["touches"] for row in await rows(database, orders)}


async def test_arrivals_after_it_and_those_of_no_source_are_not_among_them(database: Database) -> None:
    await keep(database, change(person(), came("vk"), opens("1:relationships:1:1:0")))
    await again(database, came(""), came("tg"), now=NOW + HOUR)
    await again(database, came("vk"), opens("1:relationships:1:2:0"), now=NOW + 2 * HOUR)
    await again(database, came("late"), opens("1:relationships:1:1:0"), now=NOW + 3 * HOUR)
    await again(database, payment(order="1:relationships:1:3:0"), now=NOW + 4 * HOUR)
    assert await told(database) == {
        "1:relationships:1:1:0": ["vk"],
        "1:relationships:1:2:0": ["vk", "tg", "vk"],
        "1:relationships:1:3:0": ["vk", "tg", "vk", "late"],
    }


async def test_the_migration_finds_them(database: Database) -> None:
    await keep(database, change(person(), came("vk"), opens("1:relationships:1:1:0")))
    await again(database, came(""), came("tg"), opens("1:relationships:1:2:0"), now=NOW + HOUR)
    await keep(database, change(person(2), opens("2:relationships:1:1:0")))
    known = await told(database)
    assert known == {
        "1:relationships:1:1:0": ["vk"],
        "1:relationships:1:2:0": ["vk", "tg"],
        "2:relationships:1:1:0": [],
    }

    def back_and_forth(connection: Connection) -> None:
        config = alembic_config(connection)
        command.downgrade(config, "0030-1")
        command.upgrade(config, "head")

    async with database.write() as conn:
        await conn.run_sync(back_and_forth)
    assert await told(database) == known
