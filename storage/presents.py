"""Presents that could not be handed over: whatever kept them from it is mended, and they wait once more."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.goods import goods_in, wait_again
from storage.outside_tables import outbox
from storage.tables import subscribers

LATELY = timedelta(days=7)
"""How long a present is worth sending once more."""

_PRESENTS = (
    select(outbox.c.id, outbox.c.payload)
    .join(subscribers, subscribers.c.id == outbox.c.chat_id)
    .where(
        outbox.c.purpose == literal_column("'goods'"),
        outbox.c.status == "failed",
        outbox.c.funnel == bindparam("funnel"),
        outbox.c.finished_at >= bindparam("since"),
        subscribers.c.reach != "blocked",
    )
)


async def give_again(conn: AsyncConnection, funnel: str, now: datetime) -> int:
    """Presents of this funnel that failed lately wait once more, for all whom the bot can write to; how many."""
    said = {"funnel": funnel, "since": now - LATELY}
    failed = (await conn.execute(_PRESENTS, said)).all()
    ids = [row.id for row in failed if (goods := goods_in(row.payload)) and not goods.order]
    await wait_again(conn, ids, now)
    return len(ids)
