"""Who reached each stage within some time, and how many of them passed it soon enough: like is compared with like."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

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


async def followed(conn: AsyncConnection, funnel: str, watch: Watch) -> dict[str, Count]:
    """(passed, reached) of every stage, first walks only."""
    query = (
        select(_passage.stage, func.count(case((_in_time(watch), 1))), func.count())
        .join(journeys, journeys.c.id == _passage.journey_id)
        .where(
            journeys.c.funnel == funnel,
            journeys.c.run == 1,
            _passage.reached_at >= watch.since,
            _passage.reached_at < watch.until,
        )
        .group_by(_passage.stage)
    )
    rows: list[Any] = list(await conn.execute(query))
    return {stage: (passed, reached) for stage, passed, reached in rows}


def _in_time(watch: Watch) -> ColumnElement[bool]:
    if watch.within is None:
        return _passage.passed_at < watch.until
    return and_(_passage.passed_at.is_not(None), watch.within // timedelta(microseconds=1) >= _LENGTH)
