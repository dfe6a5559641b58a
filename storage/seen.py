"""Which of Telegram's updates have been dealt with: a set, because their numbers can start again lower."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.batches import among
from storage.tables import seen_updates

_SEEN = select(seen_updates.c.update_id).where(seen_updates.c.update_id.in_(bindparam("ids", expanding=True)))


async def seen(conn: AsyncConnection, update_ids: Iterable[int]) -> set[int]:
    """Which of these updates have been committed."""
    return await among(conn, _SEEN, update_ids)


async def forget(conn: AsyncConnection, before: datetime) -> int:
    """Forget updates seen before that moment; Telegram repeats none after a day. How many there were."""
    return (await conn.execute(delete(seen_updates).where(seen_updates.c.at < before))).rowcount
