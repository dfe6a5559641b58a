"""What cohorts had come to, week by week or month by month, counted from facts: a grouped query a figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.cohorts import Cohort, Grown, grow
from funnels.analytics.period import Period
from funnels.analytics.question import Question
from storage.queries.asked import journeys_asked
from storage.queries.flows import FLOWS
from storage.queries.span import midnight
from storage.selling_tables import orders, payments
from storage.tables import journeys, stage_passages


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


_BOUGHT = (
    select(orders.c.journey_id, func.min(payments.c.earned_at).label("at"))
    .join(payments, payments.c.order_name == orders.c.name)
    .where(payments.c.earned_at.is_not(None))
    .group_by(orders.c.journey_id)
    .subquery("bought")
)


async def first_start(conn: AsyncConnection, question: Question, zone: tzinfo) -> datetime | None:
    """When the first of the journeys in question started (UTC); None where there are none."""
    first = select(func.min(journeys.c.started_at)).where(*journeys_asked(question, zone, period=question.period))
    started: datetime | None = (await conn.execute(first)).scalar()
    return started


async def cohorts(conn: AsyncConnection, question: Question, cut: Cut, zone: tzinfo) -> list[Cohort]:
    """The cohorts of the journeys in question, each whole: the question's own period is not heeded."""
    begins = [midnight(span.first, zone) for span in cut.spans if span.first]
    period = Period(first=cut.spans[0].first, last=cut.spans[cut.cohorts - 1].last)
    walks = (
        select(journeys.c.id, _place(journeys.c.started_at, begins[: cut.cohorts]).label("cohort"))
        .where(*journeys_asked(question, zone, period=period))
        .subquery("walks")
    )
    sizes = {
        row.cohort: row.size
        for row in await conn.execute(select(walks.c.cohort, func.count().label("size")).group_by(walks.c.cohort))
    }
    revenue: dict[str, list[Grown]] = {}
    for currency, grown in await _grown(conn, _revenue(walks, begins)):
        revenue.setdefault(currency, []).append(grown)
    return grow(
        cut.spans,
        [sizes.get(place, 0) for place in range(cut.cohorts)],
        [grown for _, grown in await _grown(conn, _passed(walks, cut.stage, begins))],
        revenue,
    )


def _place(moment: ColumnElement[datetime], begins: Sequence[datetime]) -> ColumnElement[int]:
    """In which of these, one after the other, it falls."""
    last = literal(len(begins) - 1)
    return (
        case(*((moment < later, place) for place, later in enumerate(begins[1:])), else_=last) if begins[1:] else last
    )


def _passed(walks: FromClause, stage: str, begins: Sequence[datetime]) -> Select[Any]:
    """Who passed the stage, or bought, and when."""
    facts: FromClause = stage_passages if stage else _BOUGHT
    at = facts.c.passed_at if stage else facts.c.at
    passed = select(
        literal("").label("currency"), walks.c.cohort, _place(at, begins).label("at"), literal(1).label("amount")
    ).join_from(walks, facts, facts.c.journey_id == walks.c.id)
    return passed.where(stage_passages.c.stage == stage, at.is_not(None)) if stage else passed


def _revenue(walks: FromClause, begins: Sequence[datetime]) -> Select[Any]:
    """What came less what went back, and when."""
    return (
        select(
            FLOWS.c.currency,
            walks.c.cohort,
            _place(FLOWS.c.at, begins).label("at"),
            (FLOWS.c.came - FLOWS.c.back).label("amount"),
        )
        .join_from(walks, orders, orders.c.journey_id == walks.c.id)
        .join(FLOWS, FLOWS.c.order_name == orders.c.name)
    )


async def _grown(conn: AsyncConnection, facts: Select[Any]) -> list[tuple[str, Grown]]:
    """The facts added up by currency, cohort and place."""
    each = facts.subquery("facts")
    keys = (each.c.currency, each.c.cohort, each.c.at)
    query = select(*keys, func.sum(each.c.amount)).group_by(*keys)
    return [
        (currency, Grown(cohort=cohort, at=at, amount=int(amount)))
        for currency, cohort, at, amount in await conn.execute(query)
    ]
