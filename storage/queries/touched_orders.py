"""Orders in question with the touches of whoever made them, one by one: what attribution divides."""

from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Select, Text, and_, bindparam, cast, func, or_, select, true, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.attribution import Touch
from funnels.analytics.credits import TouchedMoney, TouchedOrder
from funnels.analytics.question import Question
from storage.batches import portions
from storage.queries.asked import in_cell
from storage.queries.flows import FLOWS
from storage.queries.span import within
from storage.selling_tables import orders, payments
from storage.tables import journeys
from storage.traffic_tables import touches

_EARNED = (
    select(
        orders.c.name,
        orders.c.journey_id,
        payments.c.earned_at.label("at"),
        payments.c.currency,
        func.row_number()
        .over(partition_by=orders.c.name, order_by=(payments.c.earned_at, payments.c.charge))
        .label("nth"),
    )
    .join(payments, payments.c.order_name == orders.c.name)
    .where(orders.c.funnel == bindparam("funnel"), payments.c.earned_at.is_not(None))
    .subquery("earned")
)
_WALK = func.coalesce(cast(_EARNED.c.journey_id, Text), _EARNED.c.name)
_PAID = (
    select(
        _EARNED.c.name,
        _EARNED.c.at,
        _EARNED.c.currency,
        func.row_number().over(partition_by=_WALK, order_by=(_EARNED.c.at, _EARNED.c.name)).label("nth"),
    )
    .where(_EARNED.c.nth == 1)
    .subquery("paid")
)
"""The first payment of each order; `nth` is which order of its journey was paid so."""

_STARTED = func.coalesce(journeys.c.started_at, orders.c.opened_at)
_TOUCHES = (
    select(touches.c.subscriber_id, touches.c.source, touches.c.at)
    .where(touches.c.subscriber_id.in_(bindparam("ids", expanding=True)), touches.c.source != "")
    .order_by(touches.c.subscriber_id, touches.c.at, touches.c.id)
)


async def customers_by_source(conn: AsyncConnection, question: Question, zone: tzinfo) -> dict[str, int]:
    """How many journeys bought anything, by the source they started with; orders of no journey have none."""
    source = func.coalesce(journeys.c.source, "")
    query = _orders(question, zone, source, func.count()).where(_PAID.c.nth == 1, *_paid_asked(question, zone))
    found = await conn.execute(query.group_by(source), {"funnel": question.funnel})
    return {row[0]: row[1] for row in found}


async def touched_orders(conn: AsyncConnection, question: Question, zone: tzinfo) -> list[TouchedOrder]:
    """Every order whose opening or first payment is in question."""
    opened, paid = and_(true(), *_opened_asked(question, zone)), and_(true(), *_paid_asked(question, zone))
    columns = (
        orders.c.subscriber_id,
        orders.c.opened_at,
        func.coalesce(_PAID.c.currency, orders.c.currency),
        type_coerce(opened, Boolean).label("opened"),
        func.coalesce(type_coerce(and_(_PAID.c.at.is_not(None), paid), Boolean), False).label("paid"),
        func.coalesce(type_coerce(and_(_PAID.c.nth == 1, paid), Boolean), False).label("first"),
    )
    query = _orders(question, zone, *columns).where(or_(opened, and_(_PAID.c.at.is_not(None), paid)))
    found = await conn.execute(query, {"funnel": question.funnel})
    return [
        TouchedOrder(
            subscriber_id=subscriber_id,
            opened_at=opened_at,
            currency=currency,
            opened=bool(is_opened),
            paid=bool(is_paid),
            first=bool(is_first),
        )
        for subscriber_id, opened_at, currency, is_opened, is_paid, is_first in found
    ]


async def touched_money(conn: AsyncConnection, question: Question, zone: tzinfo) -> list[TouchedMoney]:
    """Revenue and refunds in question, a row an order and currency."""
    keys = orders.c.name, orders.c.subscriber_id, orders.c.opened_at, FLOWS.c.currency
    query = (
        _walks(question, select(*keys, func.sum(FLOWS.c.came), func.sum(FLOWS.c.back)).select_from(orders))
        .join(FLOWS, FLOWS.c.order_name == orders.c.name)
        .where(*within(_STARTED if question.by == "contact" else FLOWS.c.at, question.period, zone))
        .group_by(*keys)
    )
    return [
        TouchedMoney(
            subscriber_id=subscriber_id, opened_at=opened_at, currency=currency, came=int(came), back=int(back)
        )
        for _, subscriber_id, opened_at, currency, came, back in await conn.execute(query)
    ]


async def touches_of(conn: AsyncConnection, subscribers: Iterable[int]) -> dict[int, list[Touch]]:
    """The touches of these people that name a source, the first first."""
    found: dict[int, list[Touch]] = {}
    for ids in portions(subscribers):
        for subscriber_id, source, at in await conn.execute(_TOUCHES, {"ids": ids}):
            found.setdefault(subscriber_id, []).append(Touch(source=source, at=at))
    return found


def _orders(question: Question, zone: tzinfo, *columns: ColumnElement[Any]) -> Select[Any]:
    query = select(*columns).select_from(orders)
    query = _walks(question, query).outerjoin(_PAID, _PAID.c.name == orders.c.name)
    return query.where(*within(_STARTED, question.period, zone)) if question.by == "contact" else query


def _walks(question: Question, query: Select[Any]) -> Select[Any]:
    query = query.outerjoin(journeys, journeys.c.id == orders.c.journey_id).where(orders.c.funnel == question.funnel)
    if not question.again:
        query = query.where(func.coalesce(journeys.c.run, 1) == 1)
    return query.where(in_cell(question.only)) if question.only else query


def _opened_asked(question: Question, zone: tzinfo) -> list[ColumnElement[bool]]:
    return within(orders.c.opened_at, question.period, zone) if question.by == "calendar" else []


def _paid_asked(question: Question, zone: tzinfo) -> list[ColumnElement[bool]]:
    return within(_PAID.c.at, question.period, zone) if question.by == "calendar" else []
