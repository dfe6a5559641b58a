"""Scripts that were live, as they were written: a version is a number that never means another text."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import journeys, script_versions

_LOCK = 0x766F726F6E6B63
"""PostgreSQL: two processes that start together accept a script one after the other."""


class PinnedScript(NamedTuple):
    """A version somebody still walks through."""

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


async def pinned(conn: AsyncConnection) -> list[PinnedScript]:
    """Every version that a journey which goes on is pinned to."""
    walked = select(journeys.c.funnel, journeys.c.version).where(journeys.c.outcome == "").distinct().subquery("walked")
    query = (
        select(script_versions.c.funnel, script_versions.c.version, script_versions.c.source)
        .join(
            walked,
            (walked.c.funnel == script_versions.c.funnel) & (walked.c.version == script_versions.c.version),
        )
        .order_by(script_versions.c.funnel, script_versions.c.version)
    )
    return [PinnedScript(*row) for row in (await conn.execute(query))]
