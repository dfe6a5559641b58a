"""Orders that were paid long ago and have not been handed over: the owners are told of each payment once."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.definition.money import Money
from funnels.engine.effects.staff import NotifyOwners, Staff
from storage.ledger import Entry, write_entries
from storage.selling_tables import ledger, orders
from storage.writers.cause import Cause
from storage.writers.outbox import OutboxRows

LATE = timedelta(hours=1)
"""Between the payment and the notice."""

_OVERDUE = (
    select(orders.c.name, orders.c.subscriber_id, orders.c.title, orders.c.amount, orders.c.currency)
    .where(
        orders.c.status == "paid",
        orders.c.paid_at <= bindparam("before", type_=orders.c.paid_at.type),
        ~exists().where(
            ledger.c.order_name == orders.c.name, ledger.c.entry == "overdue", ledger.c.at >= orders.c.paid_at
        ),
    )
    .order_by(orders.c.paid_at)
    .limit(100)
)


async def tell(conn: AsyncConnection, staff: Staff, now: datetime) -> int:
    """Put before the owners what is overdue now; how many messages that made."""
    outbox = OutboxRows(staff, now)
    late = (await conn.execute(_OVERDUE, {"before": now - LATE})).all()
    for row in late:
        money = Money(amount=row.amount, currency=row.currency)
        notice = NotifyOwners(about="overdue", order=row.name, title=row.title, money=money)
        outbox.notice(Cause(subscriber_id=row.subscriber_id), notice)
    await write_entries(conn, [Entry(order=row.name, entry="overdue") for row in late], now)
    return (await outbox.write(conn, hand_over=0)).waiting
