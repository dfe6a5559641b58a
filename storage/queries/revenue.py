"""What was sold in the journeys in question, by product, by way to pay, and to whom again; and what bought nothing.

By contact it is what their journeys brought, whenever it was; by calendar, what happened in the period. An order of no
journey counts with its opening as the start. An order is paid once, with the first of its payments. All of that is
read from the rollups of the days; what bought nothing is in none of them.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.question import Question
from storage.days import number_of
from storage.queries.rows_asked import of_cell, rows_asked
from storage.queries.span import within
from storage.rollups.sold_days import FIGURES
from storage.rollups.tables import repeat_days, sold_days
from storage.selling_tables import orders, payments, refunds


@dataclass(frozen=True, kw_only=True)
class Sold:
    """What one product, or one way to pay, brought in one currency; minor units.

    Attributes:
        name: the product's name in the script, or the way to pay.
        orders: orders that were paid.
        refunds: how many there were.
    """

    name: str
    currency: str
    orders: int
    revenue: int
    refunds: int
    refunded: int


@dataclass(frozen=True, kw_only=True)
class Unearned:
    """Money that arrived in the period and bought nothing.

    Attributes:
        kind: `short`, `sold_out`, `extra`, or `stray` for no order, of whatever funnel it may have been.
        amount: minor units that came.
        back: of them, those that went back.
    """

    kind: str
    currency: str
    payments: int
    amount: int
    back: int


_BACK = (
    select(refunds.c.charge, func.sum(refunds.c.amount).label("amount"))
    .where(refunds.c.status == "done")
    .group_by(refunds.c.charge)
    .subquery("back")
)


async def sold_by_product(conn: AsyncConnection, question: Question) -> list[Sold]:
    """Every product of the funnel that was paid for."""
    return [sold async for _, sold in _sold(conn, question, sold_days.c.product)]


async def sold_by_method(conn: AsyncConnection, question: Question) -> list[Sold]:
    """Every way to pay that was used."""
    return [sold async for _, sold in _sold(conn, question, sold_days.c.method)]


async def sold_by_stage(conn: AsyncConnection, question: Question) -> list[tuple[str, Sold]]:
    """Every product with the stage it was ordered in; an empty stage is not known."""
    return [(stage, sold) async for (stage,), sold in _sold(conn, question, sold_days.c.product, sold_days.c.stage)]


async def repeats(conn: AsyncConnection, question: Question) -> tuple[int, int]:
    """How many people have paid one order or more, and how many of them two or more."""
    first = question.period.first
    query = select(*(func.coalesce(func.sum(repeat_days.c[figure]), 0) for figure in ("bought", "bought_again"))).where(
        *rows_asked(repeat_days, question), *of_cell(repeat_days, question)
    )
    if first is not None:
        query = query.where(repeat_days.c.since >= number_of(first))
    bought, again = (await conn.execute(query)).one()
    return int(bought), int(again)


async def unearned(conn: AsyncConnection, question: Question, zone: tzinfo) -> list[Unearned]:
    """Money of this funnel's orders, and of none, that arrived in the period and bought nothing; by kind."""
    keys = payments.c.kind, payments.c.currency
    query = (
        select(*keys, func.count(), func.sum(payments.c.amount), func.coalesce(func.sum(_BACK.c.amount), 0))
        .select_from(payments)
        .outerjoin(orders, orders.c.name == payments.c.order_name)
        .outerjoin(_BACK, _BACK.c.charge == payments.c.charge)
        .where(
            payments.c.earned_at.is_(None),
            or_(orders.c.funnel == question.funnel, payments.c.order_name.is_(None)),
            *within(payments.c.received_at, question.period, zone),
        )
        .group_by(*keys)
        .order_by(*keys)
    )
    return [
        Unearned(kind=kind, currency=currency, payments=count, amount=int(amount), back=int(back))
        for kind, currency, count, amount, back in await conn.execute(query)
    ]


async def _sold(
    conn: AsyncConnection, question: Question, name: ColumnElement[str], *apart: ColumnElement[str]
) -> AsyncIterator[tuple[Sequence[str], Sold]]:
    """By name, currency and what is told `apart`, which comes first; sums of PostgreSQL are no plain integers."""
    keys = *apart, name, sold_days.c.currency
    query = (
        select(*keys, *(func.sum(sold_days.c[figure]) for figure in FIGURES))
        .where(*rows_asked(sold_days, question), *of_cell(sold_days, question))
        .group_by(*keys)
        .order_by(*keys)
    )
    for *of, called, currency, paid, came, times, back in await conn.execute(query):
        if paid or came or times or back:
            yield (
                of,
                Sold(
                    name=called,
                    currency=currency,
                    orders=int(paid),
                    revenue=int(came),
                    refunds=int(times),
                    refunded=int(back),
                ),
            )
