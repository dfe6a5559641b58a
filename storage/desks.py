"""How each person of the staff has reports drawn; light, until they choose."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.owner_tables import desks
from storage.upsert import insert_into


async def choose(conn: AsyncConnection, person: int, *, dark: bool) -> None:
    """Keep what they chose, by their Telegram id."""
    insert = insert_into(desks, conn.dialect.name).values(person=person, dark=dark)
    await conn.execute(insert.on_conflict_do_update(index_elements=["person"], set_={"dark": insert.excluded.dark}))


async def who_chose_dark(conn: AsyncConnection, people: Iterable[int]) -> set[int]:
    """Those of them who have reports drawn dark."""
    query = select(desks.c.person).where(desks.c.person.in_(list(people)), desks.c.dark)
    return set((await conn.execute(query)).scalars())
