"""Marks of the journeys in question, from facts: each counts once a journey, at its first moment.

By contact they are those of the journeys that started in the period; by calendar, those that were set in it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import BigInteger, ColumnElement, Subquery, and_, case, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.marks import LEADS, MARKS, Mark, Point, pairs
from funnels.analytics.period import EVER, Period
from funnels.analytics.question import Question
from storage.queries.asked import journeys_asked
from storage.queries.span import within
from storage.tables import MARKED, events, journeys
from storage.types import MICROSECONDS_A_SECOND

_MINUTE = 60 * MICROSECONDS_A_SECOND


async def leads_by_source(conn: AsyncConnection, question: Question, zone: tzinfo) -> dict[str, int]:
    """How many journeys became a lead, MQL or SQL, by the source they started with."""
    first = _firsts(question)
    query = (
        select(journeys.c.source, func.count())
        .join(first, first.c.journey_id == journeys.c.id)
        .where(*_asked(question, zone, first.c.any_lead))
        .group_by(journeys.c.source)
    )
    return {row.source: row[1] for row in await conn.execute(query)}


async def mark_counts(conn: AsyncConnection, question: Question, zone: tzinfo) -> dict[Mark, int]:
    """How many journeys have each mark; marks nobody has are left out."""
    first = _firsts(question)
    days = question.period if question.by == "calendar" else EVER
    query = (
        select(*(func.count(case((_at(first.c[mark], days, zone), 1))) for mark in MARKS))
        .join_from(journeys, first, first.c.journey_id == journeys.c.id)
        .where(*journeys_asked(question, zone, period=question.period if question.by == "contact" else EVER))
    )
    found = (await conn.execute(query)).one()
    return {mark: count for mark, count in zip(MARKS, found, strict=True) if count}


async def mark_lengths(
    conn: AsyncConnection, question: Question, zone: tzinfo, marks: Mapping[Mark, int]
) -> dict[tuple[Point, Mark], dict[timedelta, int]]:
    """How many journeys took how long, in whole minutes, from each of these marks to the next, and from the start."""
    first = _firsts(question)
    found: dict[tuple[Point, Mark], dict[timedelta, int]] = {}
    for before, mark in pairs(marks):
        since = journeys.c.started_at if before == "start" else first.c[before]
        minutes = ((type_coerce(first.c[mark], BigInteger) - type_coerce(since, BigInteger)) // _MINUTE).label(
            "minutes"
        )
        query = (
            select(minutes, func.count())
            .join_from(journeys, first, first.c.journey_id == journeys.c.id)
            .where(*_asked(question, zone, first.c[mark]), since.is_not(None), first.c[mark] >= since)
            .group_by("minutes")
        )
        found[before, mark] = {timedelta(minutes=int(many)): count for many, count in await conn.execute(query)}
    return found


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


def _at(at: ColumnElement[datetime], days: Period, zone: tzinfo) -> ColumnElement[bool]:
    return and_(at.is_not(None), *within(at, days, zone))


def _asked(question: Question, zone: tzinfo, at: ColumnElement[datetime]) -> list[ColumnElement[bool]]:
    """The journeys in question that have the mark of this moment, and by calendar got it in the period."""
    if question.by == "contact":
        return [*journeys_asked(question, zone, period=question.period), at.is_not(None)]
    return [*journeys_asked(question, zone, period=EVER), _at(at, question.period, zone)]
