"""How a stage converted under some versions of the script; those on the way are left out."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.judgement import Count
from funnels.analytics.question import Question
from storage.queries.lengths import stage_lengths
from storage.queries.stages import split_counts
from storage.tables import journeys, stage_passages

_passage = stage_passages.c


async def by_version(conn: AsyncConnection, funnel: str, stage: str, now: datetime) -> dict[int, Count]:
    """(passed, reached) by the version a journey started with: of who reached the stage and has had the time."""
    asked = Question(funnel=funnel, split="version")
    lengths = await stage_lengths(conn, Question(funnel=funnel))
    since = now - timedelta(seconds=lengths[stage].p90_seconds if stage in lengths else 0)
    young = await _young(conn, funnel, stage, since)
    found: dict[int, Count] = {}
    for version, counts in (await split_counts(conn, asked)).items():
        if version.isdecimal() and stage in counts:
            passed, reached = young.get(int(version), (0, 0))
            found[int(version)] = max(counts[stage].passed - passed, 0), max(counts[stage].reached - reached, 0)
    return found


async def _young(conn: AsyncConnection, funnel: str, stage: str, since: datetime) -> dict[int, Count]:
    query = (
        select(journeys.c.version, func.count(_passage.passed_at), func.count())
        .join(stage_passages, _passage.journey_id == journeys.c.id)
        .where(
            journeys.c.funnel == funnel,
            journeys.c.run == 1,
            _passage.stage == stage,
            _passage.reached_at > since,
        )
        .group_by(journeys.c.version)
    )
    return {version: (passed, reached) for version, passed, reached in await conn.execute(query)}
