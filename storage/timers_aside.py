"""A timer that raises is moved out of the timers, and back when it is to fire again: each in one transaction."""

from datetime import datetime

from msgspec import Struct
from msgspec.json import decode, encode
from sqlalchemy import bindparam, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.outside_tables import set_aside
from storage.tables import journeys, timers
from storage.upsert import insert_into


class TimerAside(Struct, frozen=True, kw_only=True):
    """What a timer was."""

    journey_id: int
    name: str
    revision: int
    due_at: datetime


_TAKE = (
    delete(timers)
    .where(timers.c.id == bindparam("timer"))
    .returning(timers.c.journey_id, timers.c.name, timers.c.revision, timers.c.due_at)
)
_TAKE_BACK = delete(set_aside).where(set_aside.c.id == bindparam("aside")).returning(set_aside.c.content)
_IS_THERE = select(exists().where(journeys.c.id == bindparam("journey")))


async def take(conn: AsyncConnection, timer: int) -> str | None:
    """The timer as JSON, to be set aside; None where it has fired or was cancelled meanwhile."""
    row = (await conn.execute(_TAKE, {"timer": timer})).mappings().first()
    return encode(TimerAside(**row)).decode() if row is not None else None


async def put_back(conn: AsyncConnection, aside: int) -> None:
    """It is due as it was; not where it is no longer kept, nor where its journey has set another in its place."""
    content = (await conn.execute(_TAKE_BACK, {"aside": aside})).scalar()
    if content is None:
        return
    timer = decode(content, type=TimerAside)
    if not (await conn.execute(_IS_THERE, {"journey": timer.journey_id})).scalar():
        return
    values = {name: getattr(timer, name) for name in TimerAside.__struct_fields__}
    insert = insert_into(timers, conn.dialect.name).values(**values)
    await conn.execute(insert.on_conflict_do_nothing())
