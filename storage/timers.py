"""Timers that have come due, the earliest first, as the inputs they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.inputs import TimerFired
from storage.batches import among
from storage.tables import journeys, timers


@dataclass(frozen=True, kw_only=True)
class DueTimer:
    """A timer whose moment has come; `id` goes to `commit` as fired."""

    id: int
    subscriber_id: int
    input: TimerFired


_DUE = (
    select(
        timers.c.id,
        journeys.c.subscriber_id,
        journeys.c.funnel,
        journeys.c.run,
        timers.c.revision,
        timers.c.name,
    )
    .join(journeys, journeys.c.id == timers.c.journey_id)
    .where(timers.c.due_at <= bindparam("now", type_=timers.c.due_at.type))
    .order_by(timers.c.due_at, timers.c.id)
    .limit(bindparam("most"))
)
_STILL_SET = select(timers.c.id).where(timers.c.id.in_(bindparam("ids", expanding=True)))
_NEXT = select(func.min(timers.c.due_at))
_NEXT_OF_ONE = _NEXT.join(journeys, journeys.c.id == timers.c.journey_id).where(
    journeys.c.subscriber_id == bindparam("subscriber")
)


async def due(conn: AsyncConnection, now: datetime, limit: int) -> list[DueTimer]:
    """Up to `limit` timers due at `now`, the earliest first; they stay until `commit` is told they fired."""
    found = await conn.execute(_DUE, {"now": now, "most": limit})
    return [
        DueTimer(
            id=id_,
            subscriber_id=subscriber_id,
            input=TimerFired(funnel=funnel, run=run, revision=revision, name=name),
        )
        for id_, subscriber_id, funnel, run, revision, name in found
    ]


async def next_due(conn: AsyncConnection, subscriber_id: int | None = None) -> datetime | None:
    """When the next timer is due (UTC), of all or of one person; None where nothing waits."""
    if subscriber_id is None:
        found: datetime | None = (await conn.execute(_NEXT)).scalar()
    else:
        found = (await conn.execute(_NEXT_OF_ONE, {"subscriber": subscriber_id})).scalar()
    return found


async def still_set(conn: AsyncConnection, ids: Iterable[int]) -> set[int]:
    """Which of these timers have neither fired nor been cancelled since they were found due."""
    return await among(conn, _STILL_SET, ids)
