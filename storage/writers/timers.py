"""Timers of a batch: what is left after setting and cancelling in order; each name is set once a journey."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.timers import CancelTimers, SetTimer
from storage.batches import portions
from storage.bulk import Bulk
from storage.errors import ConflictError
from storage.tables import timers
from storage.types import micros
from storage.upsert import Insert, insert_into
from storage.writers.cause import Cause

_FIRED = delete(timers).where(
    timers.c.id.in_(bindparam("ids", expanding=True)),
    timers.c.due_at <= bindparam("now", type_=timers.c.due_at.type),
)
_CANCELLED = delete(timers).where(timers.c.journey_id.in_(bindparam("ids", expanding=True)), timers.c.revision != 0)


def _set(dialect: str) -> Insert:
    insert = insert_into(timers, dialect)
    return insert.on_conflict_do_update(
        index_elements=["journey_id", "name"],
        set_={"revision": insert.excluded.revision, "due_at": insert.excluded.due_at},
    )


_SET = Bulk(("journey_id", "name", "revision", "due_at"), _set)


class TimerRows:
    """The timers of a batch."""

    def __init__(self) -> None:
        self._cancelled: set[int] = set()
        self._set: dict[int, dict[str, SetTimer]] = {}

    def set(self, cause: Cause, effect: SetTimer) -> None:
        """A timer of the journey, in place of one of the same name."""
        assert cause.journey_id is not None
        self._set.setdefault(cause.journey_id, {})[effect.name] = effect

    def cancel(self, cause: Cause, _effect: CancelTimers) -> None:
        """No timer of a step that was set so far is left; those of the journey itself stay."""
        assert cause.journey_id is not None
        self._cancelled.add(cause.journey_id)
        kept = {name: timer for name, timer in self._set.pop(cause.journey_id, {}).items() if not timer.revision}
        self._set[cause.journey_id] = kept

    async def write(self, conn: AsyncConnection, fired: Sequence[int], now: datetime) -> None:
        """Forget those that fired and those cancelled, then keep those set.

        Raises ConflictError where one of the fired is gone: somebody else has fired or cancelled it.
        """
        forgotten = 0
        for ids in portions(fired):
            forgotten += (await conn.execute(_FIRED, {"ids": ids, "now": now})).rowcount
        if forgotten != len(set(fired)):
            raise ConflictError("a timer of the batch has fired before")
        for ids in portions(self._cancelled):
            await conn.execute(_CANCELLED, {"ids": ids})
        await _SET.run(
            conn,
            [
                (journey_id, timer.name, timer.revision, micros(timer.due_at))
                for journey_id, named in self._set.items()
                for timer in named.values()
            ],
        )
