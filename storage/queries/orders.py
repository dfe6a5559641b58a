"""Orders an owner looks for, the newest first, and money that came without one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.definition.money import Money
from funnels.engine.orders import Status
from storage.selling_tables import orders, payments
from storage.tables import subscribers


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which orders: all of what is said must hold; nothing said, all of them."""

    statuses: Sequence[Status] = ()
    """One of these states."""
    products: Sequence[str] = ()
    """One of these products, by their names in the script."""
    username: str = ""
    """The person's name in Telegram, without the @, in any letters."""
    since: datetime | None = None
    """Opened or paid at this moment or later (UTC)."""


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """One order of a list."""

    order: str
    title: str
    price: Money
    status: Status
    at: datetime
    """When it was paid, else opened (UTC)."""
    subscriber_id: int
    name: str
    """The first name of whoever bought."""


@dataclass(frozen=True, kw_only=True)
class StrayPayment:
    """Money that fits no order, and what of it has not gone back and is not on its way."""

    charge: str
    payer: int
    method: str
    money: Money
    payload: str
    """What came as its order."""
    at: datetime


_AT = func.coalesce(orders.c.paid_at, orders.c.opened_at)
_LINES = select(
    orders.c.name,
    orders.c.title,
    orders.c.amount,
    orders.c.currency,
    orders.c.status,
    orders.c.paid_at,
    orders.c.opened_at,
    orders.c.subscriber_id,
    subscribers.c.first_name,
).join(subscribers, subscribers.c.id == orders.c.subscriber_id)
_COUNT = select(func.count()).select_from(orders.join(subscribers, subscribers.c.id == orders.c.subscriber_id))
_STRAY = select(payments).where(payments.c.kind == "stray").order_by(payments.c.received_at.desc(), payments.c.charge)


async def listed(conn: AsyncConnection, wanted: Wanted, *, skip: int, most: int) -> tuple[list[OrderLine], int]:
    """A page of them, and how many there are in all."""
    conditions = _conditions(wanted)
    page = _LINES.where(*conditions).order_by(_AT.desc(), orders.c.name).offset(skip).limit(most)
    lines = [
        OrderLine(
            order=row.name,
            title=row.title,
            price=Money(amount=row.amount, currency=row.currency),
            status=row.status,
            at=row.paid_at or row.opened_at,
            subscriber_id=row.subscriber_id,
            name=row.first_name,
        )
        for row in await conn.execute(page)
    ]
    return lines, (await conn.execute(_COUNT.where(*conditions))).scalar_one()


async def strays(conn: AsyncConnection, most: int) -> list[StrayPayment]:
    """The newest payments without an order."""
    return [
        StrayPayment(
            charge=row.charge,
            payer=row.payer,
            method=row.method,
            money=Money(amount=row.amount, currency=row.currency),
            payload=row.payload,
            at=row.received_at,
        )
        for row in await conn.execute(_STRAY.limit(most))
    ]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.statuses:
        conditions.append(orders.c.status.in_(wanted.statuses))
    if wanted.products:
        conditions.append(orders.c.product.in_(wanted.products))
    if wanted.username:
        conditions.append(func.lower(subscribers.c.username) == wanted.username.lower())
    if wanted.since is not None:
        conditions.append(or_(orders.c.opened_at >= wanted.since, orders.c.paid_at >= wanted.since))
    return conditions
