"""Groups that became supergroups, and so have new numbers, under which Telegram answers from then on."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.outside_tables import moved_groups
from storage.upsert import insert_into

_MOVED = select(moved_groups.c.old, moved_groups.c.new)


async def moved(conn: AsyncConnection) -> dict[int, int]:
    """The new numbers, by the old ones."""
    return dict((await conn.execute(_MOVED)).all())


async def move(conn: AsyncConnection, old: int, new: int, now: datetime) -> bool:
    """Keep that a group has a new number; whether it was not known before."""
    insert = insert_into(moved_groups, conn.dialect.name).values(old=old, new=new, moved_at=now)
    return (await conn.execute(insert.on_conflict_do_nothing())).rowcount == 1
