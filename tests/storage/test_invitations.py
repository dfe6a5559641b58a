"""Links that were made for somebody are found while they work, on both databases."""

from datetime import datetime

from storage import invitations
from storage.database import Database
from storage.invitations import Link
from tests.storage.stories import HOUR, NOW

CLUB, OTHER = "@the_club", "-1001"


def link(address: str, *, given_to: str = "1", chat: str = CLUB, until: datetime | None = NOW + HOUR) -> Link:
    return Link(given_to=given_to, chat=chat, person=7, link=address, until=until)


async def keep(database: Database, *links: Link) -> None:
    async with database.write() as conn:
        for one in links:
            await invitations.keep(conn, one)


async def found(database: Database, given_to: str, now: datetime = NOW, chat: str = CLUB) -> str | None:
    async with database.read() as conn:
        return await invitations.find(conn, given_to, chat, now)


async def of_person(database: Database, now: datetime = NOW, chat: str = CLUB) -> list[str]:
    async with database.read() as conn:
        return await invitations.of_person(conn, 7, chat, now)


async def test_an_order_has_one_link_into_a_chat_until_it_ends(database: Database) -> None:
    await keep(database, link("a"), link("b", chat=OTHER, until=None), link("c", given_to="2"), link("d"))
    assert [await found(database, "1"), await found(database, "1", chat=OTHER), await found(database, "3")] == [
        "d",
        "b",
        None,
    ]
    assert [await found(database, "1", NOW + HOUR), await found(database, "1", NOW + HOUR, OTHER)] == [None, "b"]


async def test_the_links_of_a_person_are_forgotten_one_by_one(database: Database) -> None:
    await keep(database, link("a"), link("b", given_to="2"), link("c", chat=OTHER))
    assert await of_person(database) == ["a", "b"]
    async with database.write() as conn:
        await invitations.forget(conn, CLUB, "a")
    assert [await of_person(database), await of_person(database, chat=OTHER)] == [["b"], ["c"]]
    assert await of_person(database, NOW + HOUR) == []
