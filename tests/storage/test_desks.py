"""How each person has reports drawn is kept, the newest choice alone."""

from storage import desks
from storage.database import Database

LARGE = 7_000_000_000
"""An id of Telegram that four bytes cannot hold."""


async def test_the_newest_choice_of_each_is_kept(database: Database) -> None:
    async with database.write() as conn:
        await desks.choose(conn, 1, dark=True)
        await desks.choose(conn, LARGE, dark=True)
        await desks.choose(conn, 3, dark=False)
    async with database.read() as conn:
        assert await desks.who_chose_dark(conn, [1, 2, 3, LARGE]) == {1, LARGE}
        assert await desks.who_chose_dark(conn, [2, 3]) == set()
    async with database.write() as conn:
        await desks.choose(conn, 1, dark=False)
        await desks.choose(conn, 3, dark=True)
    async with database.read() as conn:
        assert await desks.who_chose_dark(conn, [1, 2, 3]) == {3}
