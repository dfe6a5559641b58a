"""What is known of the marks of one journey, as the rollups of marks count them."""

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, and_, bindparam, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.marks import MARKS, Mark
from storage.batches import portions
from storage.rollups.ranges import IN_RANGE, ranges
from storage.tables import MARKED, events, journeys


class MarkedWalk(NamedTuple):
    """A journey and when (`micros`) it got each of its marks first."""

    funnel: str
    again: bool
    started: int
    source: str
    """That it started with."""
    firsts: dict[Mark, int]


_of_walk = journeys.c.id, journeys.c.funnel, journeys.c.run, journeys.c.started_at, journeys.c.source
_MARKS = (
    select(
        *_of_walk[:3],
        type_coerce(journeys.c.started_at, BigInteger),
        journeys.c.source,
        events.c.detail,
        type_coerce(func.min(events.c.at), BigInteger),
    )
    .outerjoin(
        events,
        and_(
            events.c.funnel == journeys.c.funnel,
            events.c.journey_id == journeys.c.id,
            MARKED,
            events.c.detail.in_(MARKS),
        ),
    )
    .group_by(*_of_walk, events.c.detail)
)
_THESE = _MARKS.where(journeys.c.id.in_(bindparam("ids", expanding=True)))
_THOSE = _MARKS.where(IN_RANGE)


async def marked_walks(conn: AsyncConnection, ids: Collection[int]) -> dict[int, MarkedWalk]:
    """These journeys, with the marks they have or without any."""
    found: dict[int, MarkedWalk] = {}
    for portion in portions(ids):
        found |= _walks((await conn.execute(_THESE, {"ids": portion})).all())
    return found


async def every_marked_walk(conn: AsyncConnection) -> AsyncIterator[tuple[Collection[MarkedWalk], float]]:
    """All of them, in portions, and how much was read by then, from 0 to 1."""
    async for range_, done in ranges(conn):
        yield _walks((await conn.execute(_THOSE, range_)).all()).values(), done


def _walks(rows: Iterable[Sequence[Any]]) -> dict[int, MarkedWalk]:
    found: dict[int, MarkedWalk] = {}
    for id_, funnel, run, started, source, mark, at in rows:
        walk = found.setdefault(id_, MarkedWalk(funnel, run > 1, started, source, {}))
        if mark is not None:
            walk.firsts[mark] = at
    return found
