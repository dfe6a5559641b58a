"""What cohorts had come to, week by week or month by month: from the rollups of the cohorts and of the days."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.cohorts import Cohort, Grown, grow
from funnels.analytics.period import Period
from funnels.analytics.question import Question
from storage.days import number_of
from storage.queries.stages import daily_counts
from storage.rollups.stage_days import START
from storage.rollups.tables import money_cohorts, stage_cohorts


@dataclass(frozen=True, kw_only=True)
class Cut:
    """How a funnel is cut into cohorts.

    Attributes:
        spans: weeks or months, one after the other, up to the one that is going on.
        cohorts: how many of the first of them are asked for.
        stage: whoever passed it counts; empty: whoever bought anything.
    """

    spans: Sequence[Period]
    cohorts: int
    stage: str = ""

    @property
    def days(self) -> tuple[int, int]:
        """The first and the last day of the cohorts, numbered by `storage.days`."""
        first, last = self.spans[0].first, self.spans[self.cohorts - 1].last
        assert first is not None  # weeks and months have an end
        assert last is not None
        return number_of(first), number_of(last)


async def first_start(conn: AsyncConnection, question: Question) -> date | None:
    """The day on which the first of the journeys in question started; None where there are none."""
    return min(await _starts(conn, question), default=None)


async def cohorts(conn: AsyncConnection, question: Question, cut: Cut) -> list[Cohort]:
    """The cohorts of the journeys in question, each whole: the question's own period is not heeded."""
    begins = [number_of(span.first) for span in cut.spans if span.first]
    period = Period(first=cut.spans[0].first, last=cut.spans[cut.cohorts - 1].last)
    sizes = [0] * cut.cohorts
    for day, started in (await _starts(conn, replace(question, period=period))).items():
        sizes[_place(number_of(day), begins)] += started
    bought: list[Grown] = []
    revenue: dict[str, list[Grown]] = {}
    for currency, cohort, at, buyers, net in await _money(conn, question, cut):
        of, when = _place(cohort, begins), _place(at, begins)
        bought.append(Grown(cohort=of, at=when, amount=buyers))
        revenue.setdefault(currency, []).append(Grown(cohort=of, at=when, amount=net))
    passed = bought
    if cut.stage:
        passed = [
            Grown(cohort=_place(cohort, begins), at=_place(at, begins), amount=people)
            for cohort, at, people in await _passed(conn, question, cut)
        ]
    return grow(cut.spans, sizes, passed, revenue)


def _place(day: int, begins: Sequence[int]) -> int:
    """In which of the weeks or months that begin on these days it lies."""
    return max(bisect_right(begins, day) - 1, 0)


async def _starts(conn: AsyncConnection, question: Question) -> dict[date, int]:
    """How many started on each day on which anybody did."""
    counts = await daily_counts(conn, replace(question, by="contact"), START)
    return {day: count.reached for day, count in counts.items() if count.reached}


async def _passed(conn: AsyncConnection, question: Question, cut: Cut) -> list[tuple[int, int, int]]:
    """How many passed the stage, by when they started and when they passed it."""
    column = stage_cohorts.c
    query = (
        select(column.cohort, column.at, func.sum(column.passed))
        .where(*_rows(stage_cohorts, question, cut), column.stage == cut.stage)
        .group_by(column.cohort, column.at)
    )
    return [(cohort, at, int(people)) for cohort, at, people in await conn.execute(query)]


async def _money(conn: AsyncConnection, question: Question, cut: Cut) -> list[tuple[str, int, int, int, int]]:
    """By currency, start and moment: how many bought for the first time, and what came less what went back."""
    column = money_cohorts.c
    query = (
        select(
            column.currency,
            column.cohort,
            column.at,
            func.sum(column.bought),
            func.sum(column.revenue),
            func.sum(column.refunded),
        )
        .where(*_rows(money_cohorts, question, cut))
        .group_by(column.currency, column.cohort, column.at)
    )
    return [
        (currency, cohort, at, int(bought), int(came) - int(back))
        for currency, cohort, at, bought, came, back in await conn.execute(query)
        if bought or came or back
    ]


def _rows(rollup: Table, question: Question, cut: Cut) -> Iterator[ColumnElement[bool]]:
    """The rows of the cohorts in the one value that is asked about, or in the whole."""
    column, only = rollup.c, question.only
    yield column.funnel == question.funnel
    yield column.again.in_((False, True) if question.again else (False,))
    yield column.slice == (only.slice if only else "")
    yield column.value == (only.value if only else "")
    yield column.cohort.between(*cut.days)
