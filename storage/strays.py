"""Money whose order names nobody: there is no person it could be of, so it is kept and put before the owners."""

from datetime import UTC, datetime

from msgspec.structs import replace
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.orders import RecordRefund, RecordStrayPayment
from funnels.engine.effects.staff import NotifyOwners, Staff
from funnels.engine.inputs import Refunded
from storage.last_parts import last_parts
from storage.payments import known
from storage.writers.cause import Cause
from storage.writers.orders import OrderRows
from storage.writers.outbox import OutboxRows

_NOBODY = Cause(subscriber_id=0)
_NO_DAYS = UTC
"""Nothing of it is revenue, which alone is counted by days."""


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
    last = await last_parts(conn, [told])
    rows.add(_NOBODY, RecordRefund.of(replace(told, whole=last[told.refund])))
    await rows.write(conn)
