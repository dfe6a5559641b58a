"""How many journeys reached, passed and lost each stage, each stage once a walk: from the rollup of the days."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.question import Question
from storage.queries.rows_asked import rows_asked
from storage.rollups.stage_days import FIGURES
from storage.rollups.tables import stage_days
from storage.tables import journeys


@dataclass(frozen=True, kw_only=True)
class StageCount:
    """Journeys at one stage; who neither passed nor was lost is inside."""

    reached: int = 0
    passed: int = 0
    lost: int = 0

    @property
    def inside(self) -> int:
        """Neither passed nor lost so far."""
        return self.reached - self.passed - self.lost


FIRST_WALKS = (journeys.c.funnel == bindparam("funnel"), journeys.c.run == 1)
"""A funnel that was entered again counts its first journey."""


async def stage_counts(conn: AsyncConnection, question: Question) -> dict[str, StageCount]:
    """The counts of every stage anything has happened in, and as `START` the journeys that started.

    By calendar date more may have passed a stage than reached it in the period.
    """
    only = question.only
    query = _counts(question, only.slice if only else "")
    if only:
        query = query.where(stage_days.c.value == only.value)
    return {stage: _count(*counts) for stage, *counts in await conn.execute(query)}


async def split_counts(conn: AsyncConnection, question: Question) -> dict[str, dict[str, StageCount]]:
    """The same for each value of the slice that the question splits by."""
    query = _counts(question, question.split or "")
    query = query.add_columns(stage_days.c.value).group_by(stage_days.c.value)
    found: dict[str, dict[str, StageCount]] = {}
    for stage, *counts, value in await conn.execute(query):
        found.setdefault(value, {})[stage] = _count(*counts)
    return found


def _counts(question: Question, slice_: str) -> Select[Any]:
    days = stage_days.c
    return (
        select(days.stage, *(func.sum(days[figure]) for figure in FIGURES))
        .where(*rows_asked(stage_days, question), days.slice == slice_)
        .group_by(days.stage)
    )


def _count(reached: int, passed: int, lost: int) -> StageCount:
    """PostgreSQL's sums are no plain integers."""
    return StageCount(reached=int(reached), passed=int(passed), lost=int(lost))
