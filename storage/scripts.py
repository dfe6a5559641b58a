"""Scripts that were live, as they were written: a version is a number that never means another text."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import script_versions

_LOCK = 0x766F726F6E6B63
"""PostgreSQL: two processes that start together accept a script one after the other."""


class KeptScript(NamedTuple):
    """A version that was accepted once."""

    funnel: str
    version: int
    source: str


async def accept(conn: AsyncConnection, funnel: str, source: str, now: datetime) -> int:
    """The version of this source: the newest if nothing changed, otherwise the next."""
    if conn.dialect.name == "postgresql":
        await conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    newest = (
        select(script_versions.c.version, script_versions.c.source)
        .where(script_versions.c.funnel == funnel)
        .order_by(script_versions.c.version.desc())
        .limit(1)
    )
    found = (await conn.execute(newest)).one_or_none()
    if found is not None and found.source == source:
        return int(found.version)
    version = found.version + 1 if found is not None else 1
    await conn.execute(
        insert(script_versions),
        {"funnel": funnel, "version": version, "source": source, "accepted_at": now},
    )
    return int(version)


async def kept(conn: AsyncConnection) -> list[KeptScript]:
    """Every version there ever was, a funnel's oldest first: journeys, orders and old buttons lead back to them."""
    query = select(script_versions.c.funnel, script_versions.c.version, script_versions.c.source).order_by(
        script_versions.c.funnel, script_versions.c.version
    )
    return [KeptScript(*row) for row in (await conn.execute(query))]
