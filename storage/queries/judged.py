"""What is counted for a verdict on a stage: who had not had the time to pass it, and what a pass brings."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    func,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.judgement import Count
from funnels.analytics.period import EVER, Period
from funnels.analytics.question import Question
from storage.queries.asked import journeys_asked
from storage.queries.chosen import chosen, step_for
from storage.queries.span import within
from storage.selling_tables import orders, payments, refunds
from storage.tables import journeys, stage_passages

MOST_PAYMENTS = 5_000
"""Payments of which it is looked up what was passed before them; of more, about as many are chosen by their moments."""

_passage = stage_passages.c

Since = Mapping[str, datetime]
"""For each stage the moment after which whoever reached it has not had the time to pass it."""


async def too_young(
    conn: AsyncConnection, question: Question, since: Since, zone: tzinfo, periods: Sequence[Period]
) -> list[dict[str, Count]]:
    """Of the journeys that started in each period: how many passed, of those that reached a stage too lately."""
    found: list[dict[str, Count]] = [{} for _ in periods]
    if not since:
        return found
    place = case(
        *((and_(true(), *within(journeys.c.started_at, period, zone)), number) for number, period in enumerate(periods))
    )
    asked = and_(*journeys_asked(question, zone, period=EVER), journeys.c.id == _passage.journey_id)
    query = union_all(*(_reached_after(stage, moment, asked, place) for stage, moment in since.items()))
    for stage, number, passed, reached in await conn.execute(query):
        if number is not None:
            found[number][stage] = passed, reached
    return found


def _reached_after(stage: str, moment: datetime, asked: ColumnElement[bool], place: ColumnElement[Any]) -> Select[Any]:
    """An outer join, so that the few passages come first and then their journeys: SQLite would begin with those."""
    return (
        select(literal(stage), place, func.count(_passage.passed_at), func.count())
        .outerjoin_from(stage_passages, journeys, asked)
        .where(_passage.stage == stage, _passage.reached_at > moment)
        .group_by(place)
    )


async def earned_after(
    conn: AsyncConnection, question: Question, period: Period, zone: tzinfo, *, most: int = MOST_PAYMENTS
) -> dict[str, dict[str, float]]:
    """What the journeys that started in the period brought after they passed each stage, less what went back.

    Minor units by currency; the currency in which most payments came is first. An estimate where there are more
    payments than `most`.
    """
    moment = payments.c.earned_at
    earned = within(moment, Period(first=period.first), zone) or [moment.is_not(None)]
    paid = (await conn.execute(select(func.count()).where(*earned))).scalar_one()
    looked_at = [*earned, chosen(moment, step_for(paid, most))]
    share = (await conn.execute(select(func.count()).where(*looked_at))).scalar_one() / paid if paid else 1
    rows = [row for row in await conn.execute(_brought(looked_at, question, period, zone)) if row[0] is not None]
    currencies = dict.fromkeys(row[1] for row in rows)
    found: dict[str, dict[str, float]] = {row[0]: dict.fromkeys(currencies, 0.0) for row in rows}
    for stage, currency, net, _ in rows:
        found[stage][currency] = float(net) / share
    return found


def _brought(looked_at: Sequence[ColumnElement[bool]], question: Question, period: Period, zone: tzinfo) -> Select[Any]:
    """Outer joins, so that the few payments come first."""
    back = (
        select(func.coalesce(func.sum(refunds.c.amount), 0))
        .where(refunds.c.charge == payments.c.charge, refunds.c.status == "done")
        .scalar_subquery()
    )
    asked = and_(journeys.c.id == orders.c.journey_id, *journeys_asked(question, zone, period=period))
    passed = (_passage.journey_id == journeys.c.id) & (payments.c.earned_at >= _passage.passed_at)
    return (
        select(_passage.stage, payments.c.currency, func.sum(payments.c.amount - back), func.count())
        .outerjoin_from(payments, orders, orders.c.name == payments.c.order_name)
        .outerjoin(journeys, asked)
        .outerjoin(stage_passages, passed)
        .where(*looked_at)
        .group_by(_passage.stage, payments.c.currency)
        .order_by(func.count().desc(), payments.c.currency)
    )
