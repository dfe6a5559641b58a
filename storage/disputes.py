"""A payment that its payer disputes: a line of the order's history, and a notice to the owners, once."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.definition.money import Money
from funnels.engine.effects.staff import NotifyOwners, Staff
from storage.ledger import Entry, write_entries
from storage.orders import OrderRow
from storage.selling_tables import ledger, orders
from storage.writers.cause import Cause
from storage.writers.outbox import OutboxRows

_LOCK = select(orders.c.name).where(orders.c.name == bindparam("order")).with_for_update()
_KNOWN = select(ledger.c.id).where(
    ledger.c.order_name == bindparam("order"), ledger.c.entry == "disputed", ledger.c.note == bindparam("dispute")
)


async def keep(
    conn: AsyncConnection, order: OrderRow, dispute: str, money: Money, *, staff: Staff, now: datetime
) -> None:
    """Write it down and tell the owners; nothing if it is known. `dispute` is the method's own name for it.

    The order is locked first: of two processes that are told at once the second one finds what the first has written.
    """
    await conn.execute(_LOCK, {"order": order.order})
    if (await conn.execute(_KNOWN, {"order": order.order, "dispute": dispute})).first():
        return
    entry = Entry(order=order.order, entry="disputed", money=money, method=order.method, note=dispute)
    await write_entries(conn, [entry], now)
    outbox = OutboxRows(staff, now)
    notice = NotifyOwners(about="disputed", order=order.order, title=order.title, money=money)
    outbox.notice(Cause(subscriber_id=order.subscriber_id), notice)
    await outbox.write(conn, hand_over=0)
