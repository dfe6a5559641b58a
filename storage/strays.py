"""Money whose order names nobody: there is no person it could be of, so it is kept and put before the owners."""

from datetime import UTC, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.definition.money import Money
from funnels.engine.effects.orders import RecordRefund, RecordStrayPayment
from funnels.engine.effects.staff import NotifyOwners, Staff
from funnels.engine.inputs import Refunded
from storage import seen
from storage.payments import known
from storage.selling_tables import payments
from storage.writers.cause import Cause
from storage.writers.orders import OrderRows
from storage.writers.outbox import OutboxRows

_NOBODY = Cause(subscriber_id=0)
_NO_DAYS = UTC
"""Nothing of it is revenue, which alone is counted by days."""

_ITS_ORDER = select(payments.c.payload).where(payments.c.charge == bindparam("charge"), payments.c.kind == "stray")


async def keep(conn: AsyncConnection, stray: RecordStrayPayment, staff: Staff, now: datetime) -> bool:
    """Write it down and tell the owners; False if its charge is known."""
    if await known(conn, [stray.charge]):
        return False
    rows, outbox = OrderRows(now, _NO_DAYS), OutboxRows(staff, now)
    rows.add(_NOBODY, stray)
    outbox.notice(_NOBODY, NotifyOwners(about="stray_payment", order=stray.order, title="", money=stray.money))
    await rows.write(conn)
    await outbox.write(conn, hand_over=0)
    return True


async def give_back(conn: AsyncConnection, told: Refunded, now: datetime) -> None:
    """Write down, once, that money of a stray payment went back."""
    rows = OrderRows(now, _NO_DAYS)
    rows.add(_NOBODY, RecordRefund.of(told))
    await rows.write(conn)


async def disputed(
    conn: AsyncConnection, charge: str, dispute: str, money: Money, *, staff: Staff, now: datetime
) -> None:
    """Tell the owners, once, that its payer disputes a stray payment; `dispute` is the method's own name for it.

    Nothing for a payment that is no stray one. No order has a history to write it into: it is an event that was seen.
    """
    order, mark = (await conn.execute(_ITS_ORDER, {"charge": charge})).scalar(), f"dispute {dispute}"
    if order is None or await seen.events.among(conn, [mark]):
        return
    await seen.events.add(conn, [mark], now)
    outbox = OutboxRows(staff, now)
    outbox.notice(_NOBODY, NotifyOwners(about="stray_disputed", order=order, title="", money=money))
    await outbox.write(conn, hand_over=0)
