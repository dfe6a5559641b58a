"""How long stages took, from the rollup of their lengths; of a slice they are not kept."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import CompoundSelect, Select, func, literal, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.histogram import percentile_of
from funnels.analytics.question import Question
from storage.queries.rows_asked import rows_asked
from storage.rollups.stage_lengths import FUNNEL
from storage.rollups.tables import stage_days
from storage.rollups.tables import stage_lengths as lengths
from storage.types import MICROSECONDS_A_SECOND


@dataclass(frozen=True, kw_only=True)
class StageLength:
    """Seconds within which half, and nine tenths, of the passes happened; at most 2 % off."""

    median_seconds: float
    p90_seconds: float


async def stage_histograms(conn: AsyncConnection, question: Question) -> Mapping[str, Counter[int]]:
    """How many passes fell into each bucket of microseconds, by stage; the funnel's own are those of `FUNNEL`."""
    found: defaultdict[str, Counter[int]] = defaultdict(Counter)
    if question.only is None:
        for stage, bucket, passes in await conn.execute(_counts(question, _stages(question))):
            found[stage][bucket] = int(passes)
    return found


async def usual_length(conn: AsyncConnection, funnel: str, *, again: bool) -> timedelta | None:
    """The 90th percentile of the way from the start to the last sale, of all time; None before the first sale."""
    ever = Question(funnel=funnel, again=again)
    counts = {bucket: int(passes) for _, bucket, passes in await conn.execute(_counts(ever, [FUNNEL]))}
    length = percentile_of(counts, 0.9)
    return None if length is None else timedelta(microseconds=length)


async def stage_lengths(conn: AsyncConnection, question: Question) -> dict[str, StageLength]:
    """The lengths of every stage anybody has passed, and of the funnel."""
    found: dict[str, StageLength] = {}
    for stage, counts in (await stage_histograms(conn, question)).items():
        median, p90 = percentile_of(counts, 0.5), percentile_of(counts, 0.9)
        if median is not None and p90 is not None:
            found[stage] = StageLength(
                median_seconds=median / MICROSECONDS_A_SECOND, p90_seconds=p90 / MICROSECONDS_A_SECOND
            )
    return found


def _stages(question: Question) -> CompoundSelect[Any]:
    """Every stage that can have lengths: the rows of each lie together in the order in which they are added up."""
    days = stage_days.c
    known = select(days.stage).where(*rows_asked(stage_days, question), days.slice == "").distinct()
    return union(known, select(literal(FUNNEL)))


def _counts(question: Question, stages: CompoundSelect[Any] | Sequence[str]) -> Select[Any]:
    return (
        select(lengths.c.stage, lengths.c.bucket, func.sum(lengths.c.passes))
        .where(*rows_asked(lengths, question), lengths.c.stage.in_(stages))
        .group_by(lengths.c.stage, lengths.c.bucket)
    )
