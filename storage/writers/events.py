"""Facts of a batch: what happened at which step of which journey, only ever added, and counted step by step."""

from datetime import datetime, tzinfo

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.facts import Track
from storage.bulk import Bulk, Row
from storage.tables import events
from storage.types import micros
from storage.writers.cause import Cause
from storage.writers.steps import Fact, count_facts

_COLUMNS = ("at", "subscriber_id", "journey_id", "funnel", "version", "run", "event", "step", "detail")
_INSERT = Bulk(_COLUMNS, lambda _dialect: insert(events))


class EventRows:
    """The facts of a batch; days are those of the zone, `apart` is that of `Rollup.add`."""

    def __init__(self, now: datetime, zone: tzinfo, *, apart: bool = False) -> None:
        self._now = micros(now)
        self._zone = zone
        self._apart = apart
        self._facts: list[Fact] = []
        self._rows: list[Row] = []

    def track(self, cause: Cause, effect: Track) -> None:
        """A fact the engine names."""
        self.add(cause, effect.event, effect.step, effect.detail)

    def add(self, cause: Cause, event: str, step: str, detail: str) -> None:
        """Any fact."""
        whose = (cause.subscriber_id, cause.journey_id, cause.funnel, cause.version, cause.run)
        self._rows.append((self._now, *whose, event, step, detail))
        self._facts.append(Fact(cause, event, step))

    async def write(self, conn: AsyncConnection) -> None:
        """Keep them."""
        await count_facts(conn, self._facts, self._now, self._zone, apart=self._apart)
        await _INSERT.run(conn, self._rows)
