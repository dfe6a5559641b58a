"""How many journeys reached, passed and lost each stage, each stage once a walk: from the rollup of the days."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.question import Question
from storage.days import date_of
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
    query = _counts(question).where(*_cell(question)).group_by(stage_days.c.stage)
    return {stage: _count(*counts) for stage, *counts in await conn.execute(query)}


async def split_counts(conn: AsyncConnection, question: Question) -> dict[str, dict[str, StageCount]]:
    """The same for each value of the slice that the question splits by."""
    value = stage_days.c.value
    query = _counts(question).where(stage_days.c.slice == question.split).add_columns(value)
    query = query.group_by(value, stage_days.c.stage)  # in the order of the key, SQLite sorts a twelfth faster
    found: dict[str, dict[str, StageCount]] = {}
    for stage, *counts, value in await conn.execute(query):
        found.setdefault(value, {})[stage] = _count(*counts)
    return found


async def daily_counts(conn: AsyncConnection, question: Question, stage: str) -> dict[date, StageCount]:
    """The same of one stage, or of `START`, for each day on which anything happened."""
    query = _counts(question).where(*_cell(question), stage_days.c.stage == stage)
    query = query.add_columns(stage_days.c.day).group_by(stage_days.c.stage, stage_days.c.day)
    return {date_of(day): _count(*counts) for _, *counts, day in await conn.execute(query)}


def _counts(question: Question) -> Select[Any]:
    days = stage_days.c
    return select(days.stage, *(func.sum(days[figure]) for figure in FIGURES)).where(*rows_asked(stage_days, question))


def _cell(question: Question) -> tuple[ColumnElement[bool], ...]:
    """The one value that is asked about, or the whole."""
    only = question.only
    value = only.value if only else ""
    return stage_days.c.slice == (only.slice if only else ""), stage_days.c.value == value


def _count(reached: int, passed: int, lost: int) -> StageCount:
    """PostgreSQL's sums are no plain integers."""
    return StageCount(reached=int(reached), passed=int(passed), lost=int(lost))
