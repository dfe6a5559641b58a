"""Who reached each stage within some time, and how many of them passed it soon enough: like is compared with like."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, and_, case, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.judgement import Count
from storage.tables import journeys, stage_passages

_passage = stage_passages.c
_LENGTH = type_coerce(_passage.passed_at, BigInteger) - type_coerce(_passage.reached_at, BigInteger)


@dataclass(frozen=True, kw_only=True)
class Watch:
    """Who is followed, and for how long; moments are UTC.

    Attributes:
        since: reached the stage then or later.
        until: and before this.
        within: passed so soon after reaching it; None: before `until`.
    """

    since: datetime
    until: datetime
    within: timedelta | None = None


async def followed(conn: AsyncConnection, funnel: str, stages: Sequence[str], watch: Watch) -> dict[str, Count]:
    """(passed, reached) of those of these stages that anybody reached, first walks only.

    An outer join, so that the passages of these days come first and then their journeys.
    """
    walk = (journeys.c.id == _passage.journey_id) & (journeys.c.funnel == funnel) & (journeys.c.run == 1)
    query = (
        select(_passage.stage, func.count(case((_in_time(watch), journeys.c.id))), func.count(journeys.c.id))
        .outerjoin_from(stage_passages, journeys, walk)
        .where(_passage.stage.in_(stages), _passage.reached_at >= watch.since, _passage.reached_at < watch.until)
        .group_by(_passage.stage)
    )
    return {stage: (passed, reached) for stage, passed, reached in await conn.execute(query) if reached}


def _in_time(watch: Watch) -> ColumnElement[bool]:
    if watch.within is None:
        return _passage.passed_at < watch.until
    return and_(_passage.passed_at.is_not(None), watch.within // timedelta(microseconds=1) >= _LENGTH)
