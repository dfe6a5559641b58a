"""Messages of a batch, in the order they were meant; a notice goes to every owner."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects import ClaimPayment, Lane, NotifyOwners, SendInvoice, SendMessage
from storage.bulk import Bulk, Row
from storage.payload import to_json
from storage.tables import outbox
from storage.types import micros
from storage.writers.cause import Cause

LANES: dict[Lane, int] = {"answer": 0, "timed": 1}
"""The smaller number is sent first."""

_COLUMNS = (
    "chat_id",
    "journey_id",
    "kind",
    "payload",
    "lane",
    "purpose",
    "step",
    "funnel",
    "version",
    "run",
    "status",
    "attempts",
    "created_at",
    "due_at",
    "reason",
)
_INSERT = Bulk(_COLUMNS, lambda _dialect: insert(outbox))


class OutboxRows:
    """The messages of a batch."""

    def __init__(self, owners: Sequence[int], now: datetime) -> None:
        self._owners = owners
        self._waiting = ("pending", 0, micros(now), micros(now), "")
        self._rows: list[Row] = []

    def message(self, cause: Cause, effect: SendMessage) -> None:
        """A message for the subscriber."""
        named = ("message", to_json(effect), LANES[effect.lane], effect.purpose, effect.step)
        self._add(cause.subscriber_id, cause, named)

    def invoice(self, cause: Cause, effect: SendInvoice) -> None:
        """An invoice for the subscriber, who has just asked for it."""
        named = ("invoice", to_json(effect), LANES["answer"], "invoice", effect.step)
        self._add(cause.subscriber_id, cause, named)

    def notice(self, cause: Cause, effect: NotifyOwners | ClaimPayment) -> None:
        """Something every owner should look at."""
        named = ("notice", to_json(effect), LANES["answer"], "notice", "")
        for owner in self._owners:
            self._add(owner, cause, named)

    def _add(self, chat_id: int, cause: Cause, named: Row) -> None:
        whose = (cause.funnel, cause.version, cause.run)
        self._rows.append((chat_id, cause.journey_id, *named, *whose, *self._waiting))

    async def write(self, conn: AsyncConnection) -> None:
        """Put them behind what waits already."""
        await _INSERT.run(conn, self._rows)
