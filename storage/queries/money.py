"""Orders, buyers, revenue and refunds by currency: from the rollup of the days."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.question import Question
from funnels.definition.money import Money
from storage.queries.rows_asked import rows_asked
from storage.rollups.money_days import FIGURES
from storage.rollups.tables import money_days


@dataclass(frozen=True, kw_only=True)
class MoneyCount:
    """What is counted of one currency; `revenue` and `refunded` are minor units of it.

    Attributes:
        orders: intents to buy in it.
        paid_orders: those that were paid in it.
        buyers: journeys in which anything was bought in it, each once.
        refunds: how many there were.
    """

    orders: int = 0
    paid_orders: int = 0
    buyers: int = 0
    revenue: int = 0
    refunds: int = 0
    refunded: int = 0


async def money_counts(conn: AsyncConnection, question: Question) -> dict[str, MoneyCount]:
    """Every currency anything was asked or paid in."""
    only = question.only
    query = _counts(question, only.slice if only else "")
    if only:
        query = query.where(money_days.c.value == only.value)
    return {currency: _count(figures) for currency, *figures in await conn.execute(query) if any(figures)}


async def split_money(conn: AsyncConnection, question: Question) -> dict[str, dict[str, MoneyCount]]:
    """The same for each value of the slice that the question splits by."""
    query = _counts(question, question.split or "")
    query = query.add_columns(money_days.c.value).group_by(money_days.c.value).order_by(money_days.c.value)
    found: dict[str, dict[str, MoneyCount]] = {}
    for currency, *figures, value in await conn.execute(query):
        if any(figures):
            found.setdefault(value, {})[currency] = _count(figures)
    return found


async def stage_money(conn: AsyncConnection, question: Question) -> dict[str, tuple[Money, ...]]:
    """What was sold in each stage brought, less what went back of it: a sum a currency, in the alphabet's order."""
    only, days = question.only, money_days.c
    query = (
        select(days.stage, days.currency, func.sum(days.revenue), func.sum(days.refunded))
        .where(*rows_asked(money_days, question), days.slice == (only.slice if only else ""))
        .group_by(days.stage, days.currency)
        .order_by(days.stage, days.currency)
    )
    if only:
        query = query.where(days.value == only.value)
    found: dict[str, tuple[Money, ...]] = {}
    for stage, currency, revenue, refunded in await conn.execute(query):
        if revenue or refunded:
            net = Money(amount=int(revenue) - int(refunded), currency=currency)
            found[stage] = (*found.get(stage, ()), net)
    return found


def _counts(question: Question, slice_: str) -> Select[Any]:
    days = money_days.c
    return (
        select(days.currency, *(func.sum(days[figure]) for figure in FIGURES))
        .where(*rows_asked(money_days, question), days.slice == slice_)
        .group_by(days.currency)
        .order_by(days.currency)
    )


def _count(figures: list[Any]) -> MoneyCount:
    """PostgreSQL's sums are no plain integers."""
    return MoneyCount(**dict(zip(FIGURES, map(int, figures), strict=True)))
