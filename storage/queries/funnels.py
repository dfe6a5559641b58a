"""How many people are in each funnel: every walk counts, re-entries too."""

from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import journeys, script_versions


class FunnelCount(NamedTuple):
    """One funnel; `started` is `inside` and `ended` together."""

    funnel: str
    version: int
    """The newest version that was accepted."""
    started: int
    inside: int
    ended: int


_NEWEST = (
    select(script_versions.c.funnel, func.max(script_versions.c.version).label("version"))
    .group_by(script_versions.c.funnel)
    .subquery("newest")
)
_WALKS = (
    select(
        journeys.c.funnel,
        func.count().label("started"),
        func.count(case((journeys.c.outcome == "", 1))).label("inside"),
    )
    .group_by(journeys.c.funnel)
    .subquery("walks")
)
_OVERVIEW = (
    select(
        _NEWEST.c.funnel,
        _NEWEST.c.version,
        func.coalesce(_WALKS.c.started, 0),
        func.coalesce(_WALKS.c.inside, 0),
    )
    .outerjoin(_WALKS, _WALKS.c.funnel == _NEWEST.c.funnel)
    .order_by(_NEWEST.c.funnel)
)


async def overview(conn: AsyncConnection) -> list[FunnelCount]:
    """Every funnel that was ever live, by name, also one nobody has walked through."""
    return [
        FunnelCount(funnel=funnel, version=version, started=started, inside=inside, ended=started - inside)
        for funnel, version, started, inside in (await conn.execute(_OVERVIEW))
    ]
