"""Calls of a batch: those to be made, and what came of those the batch answers."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.outside import Call
from funnels.engine.inputs import Called
from storage.bulk import Bulk, Row
from storage.errors import ConflictError
from storage.outside_tables import calls
from storage.types import micros
from storage.writers.cause import Cause

_COLUMNS = (
    "journey_id",
    "subscriber_id",
    "funnel",
    "run",
    "revision",
    "step",
    "key",
    "url",
    "host",
    "body",
    "timeout_ms",
    "give_up_at",
    "due_at",
    "attempts",
    "status",
    "reason",
    "created_at",
)
_INSERT = Bulk(_COLUMNS, lambda _dialect: insert(calls))
_FINISHED = (
    update(calls)
    .where(calls.c.id == bindparam("call"), calls.c.finished_at.is_(None))
    .values(
        status=bindparam("became"),
        body="",
        reason=bindparam("why"),
        finished_at=bindparam("now", type_=calls.c.finished_at.type),
    )
)


class CallRows:
    """The calls of a batch."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._rows: list[Row] = []

    @property
    def count(self) -> int:
        """How many are to be made."""
        return len(self._rows)

    def open(self, cause: Cause, effect: Call) -> None:
        """To be made as soon as the batch is committed."""
        host = urlsplit(effect.url).netloc.rpartition("@")[2]
        where = (effect.funnel, effect.run, effect.revision, effect.step, effect.key, effect.url, host)
        limits = (round(effect.timeout * 1000), micros(effect.give_up_at))
        whose, now = (cause.journey_id, cause.subscriber_id), micros(self._now)
        self._rows.append((*whose, *where, effect.body, *limits, now, 0, "pending", "", now))

    async def write(self, conn: AsyncConnection, called: Mapping[int, Called]) -> None:
        """Finish those that were made, by their ids, and keep those to be made.

        Raises ConflictError where one was finished before: somebody else has made it too.
        """
        for id_, result in called.items():
            became = {"became": "done" if result.ok else "failed", "why": result.reason}
            if not (await conn.execute(_FINISHED, {"call": id_, "now": self._now, **became})).rowcount:
                raise ConflictError("a call of the batch was finished before")
        await _INSERT.run(conn, self._rows)
