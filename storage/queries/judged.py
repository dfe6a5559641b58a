"""What is counted for a verdict on a stage: who had the time to pass it, and what a pass brings."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.judgement import Count
from funnels.analytics.period import Period
from funnels.analytics.question import Question
from storage.queries.asked import journeys_asked
from storage.queries.flows import FLOWS
from storage.selling_tables import orders, payments
from storage.tables import journeys, stage_passages

_passage = stage_passages.c

Since = Mapping[str, datetime]
"""For each stage the moment after which whoever reached it has not had the time to pass it."""


async def too_young(conn: AsyncConnection, question: Question, since: Since, zone: tzinfo) -> dict[str, Count]:
    """Of the journeys that started in the period: how many passed, of those that reached a stage too lately."""
    if not since:
        return {}
    query = (
        select(_passage.stage, func.count(_passage.passed_at), func.count())
        .join(journeys, journeys.c.id == _passage.journey_id)
        .where(
            *journeys_asked(question, zone, period=question.period),
            _passage.reached_at > min(since.values()),
            or_(*(and_(_passage.stage == stage, _passage.reached_at > moment) for stage, moment in since.items())),
        )
        .group_by(_passage.stage)
    )
    return {stage: (passed, reached) for stage, passed, reached in await conn.execute(query)}


async def earned_after(
    conn: AsyncConnection, question: Question, period: Period, zone: tzinfo
) -> dict[str, dict[str, int]]:
    """What the journeys that started in the period brought after they passed each stage, less what went back.

    Minor units by currency; the currency in which most payments came is first.
    """
    payments_made = func.count(case((FLOWS.c.came > 0, 1)))
    query = (
        select(_passage.stage, FLOWS.c.currency, func.sum(FLOWS.c.came - FLOWS.c.back), payments_made)
        .join_from(orders, FLOWS, FLOWS.c.order_name == orders.c.name)
        .join(payments, payments.c.charge == FLOWS.c.charge)
        .join(journeys, journeys.c.id == orders.c.journey_id)
        .join(stage_passages, _passage.journey_id == journeys.c.id)
        .where(*journeys_asked(question, zone, period=period), payments.c.earned_at >= _passage.passed_at)
        .group_by(_passage.stage, FLOWS.c.currency)
        .order_by(payments_made.desc(), FLOWS.c.currency)
    )
    rows = (await conn.execute(query)).all()
    currencies = dict.fromkeys(row[1] for row in rows)
    found: dict[str, dict[str, int]] = {row[0]: dict.fromkeys(currencies, 0) for row in rows}
    for stage, currency, net, _ in rows:
        found[stage][currency] = int(net)
    return found


def not_passed(stage: str, since: datetime) -> ColumnElement[bool]:
    """The passages of this stage that had the time and came to nothing."""
    return and_(_passage.stage == stage, _passage.passed_at.is_(None), _passage.reached_at <= since)
