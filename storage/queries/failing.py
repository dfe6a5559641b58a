"""Messages that could not be delivered, by step; who has blocked the bot is not among them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, not_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.judgement import Count
from storage.tables import events

_OWN_DOING = events.c.detail.like("%Forbidden%")
"""What Telegram says of somebody who has blocked the bot or is gone."""

_FAILED = and_(events.c.event == "failed", not_(_OWN_DOING))


@dataclass(frozen=True, kw_only=True)
class Failing:
    """A step some of whose messages failed: how many, and the newest reason."""

    step: str
    failed: int
    reason: str


async def failing(conn: AsyncConnection, funnel: str, since: datetime) -> list[Failing]:
    """The steps of first walks whose messages failed since then (UTC)."""
    query = (
        select(events.c.step, events.c.detail, func.count(), func.max(events.c.id))
        .where(events.c.funnel == funnel, events.c.run == 1, _FAILED, events.c.at >= since)
        .group_by(events.c.step, events.c.detail)
        .order_by(func.max(events.c.id))
    )
    found: dict[str, Failing] = {}
    for step, reason, count, _ in await conn.execute(query):
        before = found[step].failed if step in found else 0
        found[step] = Failing(step=step, failed=before + count, reason=reason)
    return list(found.values())


async def deliveries(
    conn: AsyncConnection, funnel: str, steps: Collection[str], since: datetime, until: datetime
) -> dict[str, Count]:
    """(failed, sent) of these steps from one moment to another (UTC); steps of which nothing was sent are left out."""
    if not steps:
        return {}
    query = (
        select(events.c.step, func.count(case((_FAILED, 1))), func.count())
        .where(
            events.c.funnel == funnel,
            events.c.run == 1,
            events.c.event.in_(("delivered", "failed")),
            events.c.step.in_(steps),
            events.c.at >= since,
            events.c.at < until,
        )
        .group_by(events.c.step)
    )
    return {step: (failed, sent) for step, failed, sent in await conn.execute(query)}
