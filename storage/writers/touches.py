"""Arrivals of a batch: every touch is kept."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.facts import RecordTouch
from storage.bulk import Bulk, Row
from storage.traffic_tables import touches
from storage.types import micros
from storage.writers.cause import Cause

_INSERT = Bulk(("subscriber_id", "source", "link", "funnel", "at"), lambda _dialect: insert(touches))


class TouchRows:
    """The arrivals of a batch."""

    def __init__(self, now: datetime) -> None:
        self._now = micros(now)
        self._rows: list[Row] = []

    def touch(self, cause: Cause, effect: RecordTouch) -> None:
        """One arrival."""
        self._rows.append((cause.subscriber_id, effect.source, effect.link, effect.funnel, self._now))

    async def write(self, conn: AsyncConnection) -> None:
        """Keep them."""
        await _INSERT.run(conn, self._rows)
