"""Orders and money by source, credited by a model.

The first touch is read from the rollups of the days, as `/stats` and `/money` are; the other models look at each order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.attribution import NO_SOURCE, ByTouch, Model
from funnels.analytics.credits import credit
from funnels.analytics.question import Question
from funnels.analytics.traffic import Count, SourceMoney
from storage.queries.money import MoneyCount, money_counts, split_money
from storage.queries.touched_orders import customers_by_source, touched_money, touched_orders, touches_of

Moneys = Mapping[str, Mapping[str, SourceMoney]]
"""By source and currency."""


@dataclass(frozen=True, kw_only=True)
class Sold:
    """What is credited to sources."""

    orders: Mapping[str, Count]
    customers: Mapping[str, Count]
    money: Moneys


async def read_sold(conn: AsyncConnection, question: Question, zone: tzinfo, model: Model) -> Sold:
    """What the sources are credited with; `question` splits by source."""
    if model == "first":
        return await _first(conn, question, zone)
    return await _touched(conn, question, zone, model)


async def _first(conn: AsyncConnection, question: Question, zone: tzinfo) -> Sold:
    """What is in no journey has no source; all together is what `/money` says."""
    split = await split_money(conn, question)
    rest = dict(await money_counts(conn, question))
    for counted in split.values():
        for currency, one in counted.items():
            rest[currency] = _less(rest[currency], one)
    by_source: dict[str, dict[str, MoneyCount]] = {name: dict(counted) for name, counted in split.items()}
    for currency, one in rest.items():
        known = by_source.setdefault(NO_SOURCE, {})
        known[currency] = _more(known.get(currency, MoneyCount()), one)
    return Sold(
        orders={name: sum(one.orders for one in counted.values()) for name, counted in by_source.items()},
        customers=await customers_by_source(conn, question, zone),
        money={
            name: {
                currency: SourceMoney(paid_orders=one.paid_orders, revenue=one.revenue, refunded=one.refunded)
                for currency, one in counted.items()
            }
            for name, counted in by_source.items()
        },
    )


async def _touched(conn: AsyncConnection, question: Question, zone: tzinfo, model: ByTouch) -> Sold:
    orders = await touched_orders(conn, question, zone)
    money = await touched_money(conn, question, zone)
    people = {order.subscriber_id for order in orders} | {flow.subscriber_id for flow in money}
    touches = await touches_of(conn, people)
    credits_ = credit(model, touches, orders, money)
    return Sold(
        orders={name: one.orders for name, one in credits_.items()},
        customers={name: one.customers for name, one in credits_.items()},
        money={
            name: {
                currency: SourceMoney(
                    paid_orders=one.paid_orders[currency], revenue=one.came[currency], refunded=one.back[currency]
                )
                for currency in sorted({*one.paid_orders, *one.came})
            }
            for name, one in credits_.items()
        },
    )


def _less(one: MoneyCount, other: MoneyCount) -> MoneyCount:
    return MoneyCount(**{figure: getattr(one, figure) - getattr(other, figure) for figure in vars(one)})


def _more(one: MoneyCount, other: MoneyCount) -> MoneyCount:
    return MoneyCount(**{figure: getattr(one, figure) + getattr(other, figure) for figure in vars(one)})
