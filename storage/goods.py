"""Messages that hand something over, as the outbox keeps them, and their being sent once more."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.shown import SendMessage
from storage.batches import portions
from storage.outside_tables import outbox
from storage.payload import UnknownPayloadError, from_json

_AGAIN = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)), outbox.c.status.in_(("sent", "failed")))
    .values(status="pending", claimed_at=None, finished_at=None, due_at=bindparam("now"))
)


def goods_in(payload: str) -> SendMessage | None:
    """The message: its `order` is empty for a present. None for what this release cannot read."""
    try:
        goods = from_json(payload)
    except UnknownPayloadError:
        return None
    return goods if isinstance(goods, SendMessage) else None


async def wait_again(conn: AsyncConnection, ids: Sequence[int], now: datetime) -> bool:
    """Messages that were sent or failed wait in the outbox once more; False: none of them does."""
    waits = 0
    for portion in portions(ids):
        waits += (await conn.execute(_AGAIN, {"ids": portion, "now": now})).rowcount
    return waits > 0
