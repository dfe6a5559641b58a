"""A group's new number is news once."""

from storage import groups
from storage.database import Database
from tests.storage.stories import NOW


async def test_a_new_number_is_kept_and_is_news_once(database: Database) -> None:
    async with database.write() as conn:
        assert await groups.moved(conn) == {}
        assert await groups.move(conn, -1, -1001, NOW)
        assert await groups.move(conn, -2, -1002, NOW)
        assert not await groups.move(conn, -1, -1001, NOW)
    async with database.read() as conn:
        assert await groups.moved(conn) == {-1: -1001, -2: -1002}
