"""What has been dealt with and must not count again: Telegram's updates, and events other systems sent.

A set each, not a highest number: Telegram's can start again lower, and other systems name theirs as they like.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Select, bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.batches import among
from storage.bulk import Bulk
from storage.outside_tables import seen_events, seen_updates
from storage.types import micros

Mark = TypeVar("Mark", int, str)


class Seen(Generic[Mark]):
    """The marks of one kind whose transaction has committed; `column` is their table's key."""

    def __init__(self, column: Column[Mark]) -> None:
        self._table = column.table
        self._among: Select[Any] = select(column).where(column.in_(bindparam("ids", expanding=True)))
        self._insert = Bulk((column.name, "at"), lambda _dialect: insert(self._table))

    async def among(self, conn: AsyncConnection, marks: Iterable[Mark]) -> set[Mark]:
        """Which of these have been committed."""
        return await among(conn, self._among, marks)

    async def add(self, conn: AsyncConnection, marks: Sequence[Mark], now: datetime) -> None:
        """They are dealt with in this transaction; an IntegrityError where one was before."""
        await self._insert.run(conn, [(mark, micros(now)) for mark in marks])

    async def forget(self, conn: AsyncConnection, before: datetime) -> int:
        """Forget those seen before that moment; how many there were."""
        return (await conn.execute(delete(self._table).where(self._table.c.at < before))).rowcount


updates = Seen(seen_updates.c.update_id)
"""By Telegram's number."""

events = Seen(seen_events.c.event_id)
"""By the sender's id; a dispute of a stray payment by `dispute ` and its name."""
