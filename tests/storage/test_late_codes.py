"""Orders that wait for codes: served in their order, each once, on both databases and by two processes."""

import asyncio

from funnels.engine.effects.shown import SendMessage
from storage import codes, late_codes, outbox
from storage.codes import CodeList
from storage.database import Database
from storage.outcomes import Failed, finish
from storage.outside_tables import outbox as outbox_table
from storage.selling_tables import codes as codes_table
from storage.selling_tables import orders
from tests.storage.stories import HOUR, NOW, change, keep, payment, person, rows

LIST = CodeList(funnel="relationships", file="keys.txt")


def order(id_: int) -> str:
    return f"{id_}:relationships:1:3:0"


async def waits(database: Database, *ids: int, file: str = "keys.txt") -> None:
    """These people have paid, each later than the one before, and their goods failed for want of a code."""
    for id_ in ids:
        goods = SendMessage(text="Your key", purpose="goods", order=order(id_), codes=file)
        await keep(database, change(person(id_), payment(order(id_), f"charge-{id_}"), goods), now=NOW)
        async with database.write() as conn:
            claimed = await outbox.claim(conn, NOW, 100)
            await finish(conn, [Failed(id=row.id, reason="no code left") for row in claimed], NOW)


async def stock(database: Database, *lines: str) -> None:
    async with database.write() as conn:
        await codes.stock(conn, LIST, lines)


async def served(database: Database) -> list[str]:
    async with database.write() as conn:
        return await late_codes.serve(conn, LIST, NOW + HOUR)


async def test_the_oldest_are_served_first_and_each_once(database: Database) -> None:
    await waits(database, 3, 1, 2)
    await stock(database, "A", "B")
    assert await served(database) == [order(3), order(1)]
    assert await served(database) == []
    given = {row["given_to"]: row["code"] for row in await rows(database, codes_table)}
    assert given == {order(3): "A", order(1): "B"}
    states = {row["chat_id"]: row["status"] for row in await rows(database, outbox_table) if row["purpose"] == "goods"}
    assert states == {3: "pending", 1: "pending", 2: "failed"}


async def test_the_lists_that_are_waited_for_are_known(database: Database) -> None:
    async with database.read() as conn:
        assert await late_codes.waited_for(conn) == []
    await waits(database, 1, 2)
    await waits(database, 3, file="cards.txt")
    async with database.read() as conn:
        assert await late_codes.waited_for(conn) == [LIST, CodeList(funnel="relationships", file="cards.txt")]


async def test_an_order_that_was_paid_back_waits_for_nothing(database: Database) -> None:
    await waits(database, 1)
    async with database.write() as conn:
        await conn.execute(orders.update().values(status="refunded"))
    await stock(database, "A")
    assert await served(database) == []


async def test_two_processes_serve_each_order_once(database: Database, url: str) -> None:
    await waits(database, *range(1, 13))
    await stock(database, *(f"C{number}" for number in range(20)))
    second = await Database.open(url, synchronous="OFF")
    try:
        found = await asyncio.gather(*(served((database, second)[number % 2]) for number in range(4)))
    finally:
        await second.close()
    assert sorted(name for some in found for name in some) == sorted(order(id_) for id_ in range(1, 13))
    given = [row["given_to"] for row in await rows(database, codes_table) if row["given_to"]]
    assert sorted(given) == sorted(order(id_) for id_ in range(1, 13))
