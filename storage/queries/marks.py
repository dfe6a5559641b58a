"""Marks of the journeys in question, from facts: each counts once a journey, at its first moment.

By contact they are those of the journeys that started in the period; by calendar, those that were set in it.
"""

from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Subquery, and_, case, func, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.marks import LEADS, MARKS, Mark, Point, pairs
from funnels.analytics.period import EVER
from funnels.analytics.question import Question
from storage.queries.asked import journeys_asked
from storage.queries.span import within
from storage.tables import MARKED, events, journeys
from storage.types import MICROSECONDS_A_SECOND

_MINUTE = 60 * MICROSECONDS_A_SECOND


class MarkCounts(NamedTuple):
    """What is counted of the journeys in question.

    `leads` are journeys that became a lead, MQL or SQL, by the source they started with; `lengths` tell how many took
    how long, in whole minutes, from a mark, or the start, to the next one that anybody has.
    """

    leads: dict[str, int]
    marks: dict[Mark, int]
    lengths: dict[tuple[Point, Mark], dict[timedelta, int]]


async def count_marks(conn: AsyncConnection, question: Question, zone: tzinfo) -> MarkCounts:
    """Read each marked journey once: to sort them for every figure anew takes the database longer."""
    first = _firsts(question)
    period = question.period if question.by == "contact" else EVER
    days = question.period if question.by == "calendar" else EVER

    def counts(at: ColumnElement[datetime]) -> ColumnElement[bool]:
        return and_(at.is_not(None), *within(at, days, zone))

    asked = [counts(first.c[name]) for name in (*MARKS, "any_lead")]
    query = (
        select(
            journeys.c.source,
            type_coerce(journeys.c.started_at, BigInteger),
            *(type_coerce(first.c[mark], BigInteger) for mark in MARKS),
            *(case((one, 1), else_=0) for one in asked),
        )
        .join_from(journeys, first, first.c.journey_id == journeys.c.id)
        .where(*journeys_asked(question, zone, period=period), or_(*asked))
    )
    leads: dict[str, int] = {}
    marks = dict.fromkeys(MARKS, 0)
    rows = (await conn.execute(query)).all()
    for source, _, _, _, _, _, *counted, is_lead in rows:
        if is_lead:
            leads[source] = leads.get(source, 0) + 1
        for mark, one in zip(MARKS, counted, strict=True):
            marks[mark] += one
    found = {mark: count for mark, count in marks.items() if count}
    lengths: dict[tuple[Point, Mark], dict[timedelta, int]] = {}
    for before, mark in pairs(found):
        start, end, counted_at = _place(before), _place(mark), _place(mark) + len(MARKS)
        took: dict[int, int] = {}
        for row in rows:
            if row[counted_at] and row[start] is not None and row[end] >= row[start]:
                minutes = (row[end] - row[start]) // _MINUTE
                took[minutes] = took.get(minutes, 0) + 1
        lengths[before, mark] = {timedelta(minutes=minutes): count for minutes, count in took.items()}
    return MarkCounts(leads=leads, marks=found, lengths=lengths)


def _place(point: Point) -> int:
    """The column of a row that has its moment."""
    return 1 if point == "start" else 2 + MARKS.index(point)


def _firsts(question: Question) -> Subquery:
    """The first moment of each mark of each journey of the funnel, and of any that makes a lead."""
    at, detail = events.c.at, events.c.detail
    query = (
        select(
            events.c.journey_id,
            *(func.min(case((detail == mark, at))).label(mark) for mark in MARKS),
            func.min(case((detail.in_(LEADS), at))).label("any_lead"),
        )
        .where(events.c.funnel == question.funnel, MARKED)
        .group_by(events.c.journey_id)
    )
    return query.subquery("firsts")
