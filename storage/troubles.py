"""What goes wrong for everybody who comes by is told once, then as a number each hour in which it goes on."""

from datetime import datetime, timedelta

from msgspec.structs import replace
from sqlalchemy import bindparam, delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.staff import NotifyStaff, Staff
from storage.outside_tables import troubles
from storage.payload import from_json
from storage.writers.cause import Cause
from storage.writers.outbox import OutboxRows

PERIOD = timedelta(hours=1)
"""Between two notices of one cause."""

_OVER = delete(troubles).where(troubles.c.told_at <= bindparam("before")).returning(troubles)


async def tell_repeated(conn: AsyncConnection, staff: Staff, now: datetime) -> int:
    """Where a period is over, tell how often it has happened since; how many messages that made.

    A cause that has not come again is forgotten: when it does, it is news.
    """
    outbox = OutboxRows(staff, now)
    again = []
    for row in (await conn.execute(_OVER, {"before": now - PERIOD})).all():
        if row.more:
            effect = from_json(row.payload)
            assert isinstance(effect, NotifyStaff)
            cause = Cause(subscriber_id=effect.person, funnel=effect.funnel)
            outbox.staff_notice(cause, replace(effect, more=row.more))
            again.append({"cause": row.cause, "payload": row.payload, "told_at": now, "more": 0})
    if again:
        await conn.execute(insert(troubles), again)
    return (await outbox.write(conn, hand_over=0)).waiting
