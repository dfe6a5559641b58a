"""Things the owners are told once, by names: whoever writes the name first tells it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.batches import among
from storage.owner_tables import told
from storage.upsert import insert_into

_KNOWN = select(told.c.what).where(told.c.what.in_(bindparam("ids", expanding=True)))
_FORGET = delete(told).where(told.c.what.in_(bindparam("ids", expanding=True)))


async def claim(conn: AsyncConnection, what: str, now: datetime) -> bool:
    """Whether it was not told before; it is now, if the transaction is committed."""
    insert = insert_into(told, conn.dialect.name).values(what=what, at=now).on_conflict_do_nothing()
    return (await conn.execute(insert)).rowcount == 1


async def known(conn: AsyncConnection, names: Iterable[str]) -> set[str]:
    """Those of them that were told."""
    return await among(conn, _KNOWN, names)


async def forget(conn: AsyncConnection, names: Iterable[str]) -> None:
    """Let them be told again."""
    await conn.execute(_FORGET, {"ids": list(names)})
