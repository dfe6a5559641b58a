"""What is told once is told once, whoever else means to tell it at the same time."""

import asyncio

from storage.database import Database
from storage.told import claim, forget, known
from tests.storage.stories import NOW


async def once(database: Database, what: str = "digest") -> bool:
    async with database.write() as conn:
        return await claim(conn, what, NOW)


async def test_the_first_tells_it(database: Database) -> None:
    assert await once(database)
    assert not await once(database)
    assert await once(database, "another")


async def test_of_two_at_once_one_tells_it(database: Database, url: str) -> None:
    other = await Database.open(url)
    told = await asyncio.gather(*(once(one) for one in (database, other) for _ in range(5)))
    await other.close()
    assert told.count(True) == 1


async def test_a_transaction_that_fails_has_told_nothing(database: Database) -> None:
    class LostError(Exception):
        pass

    try:
        async with database.write() as conn:
            await claim(conn, "digest", NOW)
            raise LostError
    except LostError:
        assert await once(database)


async def test_what_is_forgotten_can_be_told_again(database: Database) -> None:
    await once(database, "a")
    await once(database, "b")
    async with database.write() as conn:
        assert await known(conn, ["a", "b", "c"]) == {"a", "b"}
        await forget(conn, ["a", "c"])
        assert await known(conn, ["a", "b", "c"]) == {"b"}
    assert await once(database, "a")
