"""Marks of the journeys in question, from the rollups of the days: each counts once a journey, at its first moment.

By contact they are those of the journeys that started in the period; by calendar, those that were set in it.
"""

from collections import Counter
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.attribution import campaign_of
from funnels.analytics.histogram import percentile_of
from funnels.analytics.marks import MARKS, Mark, MarkFigures, Point, pairs
from funnels.analytics.question import Cell, Question
from storage.queries.rows_asked import rows_asked
from storage.rollups.mark_days import LEAD
from storage.rollups.tables import mark_days, mark_lengths


class MarkCounts(NamedTuple):
    """What is counted of the journeys in question.

    `leads` are journeys that became a lead, MQL or SQL, by the source they started with; `marks` those that anybody
    has, in their order.
    """

    leads: dict[str, int]
    marks: list[MarkFigures]


async def count_marks(conn: AsyncConnection, question: Question) -> MarkCounts:
    """Of a source or a campaign, how long it took is not kept; other slices are not known of."""
    key = mark_days.c.mark, mark_days.c.source
    query = select(*key, func.sum(mark_days.c.journeys)).where(*rows_asked(mark_days, question)).group_by(*key)
    leads: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for mark, source, journeys in await conn.execute(query):
        if not question.only or _is_of(question.only, source):
            counts[mark] += int(journeys)
            leads[source] += int(journeys) if mark == LEAD else 0
    found = [mark for mark in MARKS if counts[mark]]
    figures = [
        MarkFigures(
            mark=mark,
            count=counts[mark],
            after=after,
            median=None if question.only else await _median(conn, question, after, mark),
        )
        for after, mark in pairs(found)
    ]
    return MarkCounts(leads=dict(+leads), marks=figures)


async def _median(conn: AsyncConnection, question: Question, after: Point, mark: Mark) -> timedelta | None:
    lengths = mark_lengths.c
    query = (
        select(lengths.bucket, func.sum(lengths.journeys))
        .where(*rows_asked(mark_lengths, question), lengths.after == after, lengths.mark == mark)
        .group_by(lengths.bucket)
    )
    length = percentile_of({bucket: int(journeys) for bucket, journeys in await conn.execute(query)}, 0.5)
    return None if length is None else timedelta(microseconds=length)


def _is_of(cell: Cell, source: str) -> bool:
    return cell.value == (campaign_of(source) if cell.slice == "campaign" else source)
