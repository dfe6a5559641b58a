"""Facts of a batch: what happened at which step of which journey, only ever added."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.facts import Track
from storage.bulk import Bulk, Row
from storage.tables import events
from storage.types import micros
from storage.writers.cause import Cause

_COLUMNS = ("at", "subscriber_id", "journey_id", "funnel", "version", "run", "event", "step", "detail")
_INSERT = Bulk(_COLUMNS, lambda _dialect: insert(events))


class EventRows:
    """The facts of a batch."""

    def __init__(self, now: datetime) -> None:
        self._now = micros(now)
        self._rows: list[Row] = []

    def track(self, cause: Cause, effect: Track) -> None:
        """A fact the engine names."""
        self.add(cause, effect.event, effect.step, effect.detail)

    def add(self, cause: Cause, event: str, step: str, detail: str) -> None:
        """Any fact."""
        whose = (cause.subscriber_id, cause.journey_id, cause.funnel, cause.version, cause.run)
        self._rows.append((self._now, *whose, event, step, detail))

    async def write(self, conn: AsyncConnection) -> None:
        """Keep them."""
        await _INSERT.run(conn, self._rows)
