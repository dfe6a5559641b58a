"""What becomes of orders as time passes: offers close, and claims nobody answers are told again."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.definition.money import Money
from funnels.engine.effects.staff import NotifyOwners, Staff
from storage.ledger import Entry, write_entries
from storage.tables import orders
from storage.writers.cause import Cause
from storage.writers.outbox import OutboxRows

FIRST = timedelta(hours=4)
"""From the claim to the first time it is told again."""

THEN = timedelta(days=1)
"""From one time to the next."""

_EXPIRE = (
    update(orders)
    .where(
        orders.c.status == literal_column("'open'"),
        orders.c.expires_at <= bindparam("now"),
        orders.c.claimed_at.is_(None),
    )
    .values(status="expired")
    .returning(orders.c.name)
)
_WAITING = (
    select(orders)
    .where(orders.c.status.in_(("open", "expired", "cancelled")), orders.c.claimed_at <= bindparam("first"))
    .where(or_(orders.c.reminded_at.is_(None), orders.c.reminded_at <= bindparam("then")))
    .order_by(orders.c.claimed_at)
)
_REMINDED = update(orders).where(orders.c.name == bindparam("order")).values(reminded_at=bindparam("now"))


async def expire(conn: AsyncConnection, now: datetime) -> int:
    """Orders whose offer has closed expire, but for those somebody says they have paid; how many there were."""
    names = (await conn.execute(_EXPIRE, {"now": now})).scalars().all()
    await write_entries(conn, [Entry(order=name, entry="expired") for name in names], now)
    return len(names)


async def tell_of_claims(conn: AsyncConnection, staff: Staff, now: datetime) -> int:
    """Tell the owners again of claims they have not answered; how many messages that made."""
    outbox = OutboxRows(staff, now)
    for row in (await conn.execute(_WAITING, {"first": now - FIRST, "then": now - THEN})).all():
        price = Money(amount=row.amount, currency=row.currency)
        notice = NotifyOwners(about="claim_waits", order=row.name, title=row.title, money=price)
        outbox.notice(Cause(subscriber_id=row.subscriber_id), notice)
        await conn.execute(_REMINDED, {"order": row.name, "now": now})
    return (await outbox.write(conn, hand_over=0)).waiting
