"""Messages that were given up, or left alone in doubt: sent once more, or dropped.

Those to whoever has blocked the bot are listed nowhere: they go on where they were when they come back.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, insert, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import owed
from storage.batches import portions
from storage.goods import goods_in, wait_again
from storage.outside_tables import outbox

_DEAD = outbox.c.status.in_((literal_column("'failed'"), literal_column("'in_doubt'")))
_IDS = outbox.c.id.in_(bindparam("ids", expanding=True))
_GOODS = (
    select(outbox.c.id, outbox.c.payload, outbox.c.created_at)
    .where(_IDS, _DEAD, outbox.c.purpose == literal_column("'goods'"))
    .order_by(outbox.c.id)
)
_BECOME = update(outbox).where(_IDS, _DEAD).values(status=bindparam("became")).returning(outbox.c.id)
_KEPT = ("chat_id", "journey_id", "payload", "lane", "purpose", "step", "funnel", "version", "run")
_NEW = ("status", "attempts", "created_at", "due_at", "reason")
_ANEW = insert(outbox).from_select(
    [*_KEPT, *_NEW],
    select(
        *(outbox.c[name] for name in _KEPT),
        literal_column("'pending'"),
        literal_column("0"),
        bindparam("now", type_=outbox.c.due_at.type),
        bindparam("now", type_=outbox.c.due_at.type),
        literal_column("''"),
    )
    .where(_IDS)
    .order_by(outbox.c.id),
)


async def resend(conn: AsyncConnection, ids: Sequence[int], now: datetime, *, staff: int) -> int:
    """Send them once more, behind what waits in their chats; how many.

    Goods are handed over in their one way: those of an order that are still owed, with all else of it that failed.
    """
    sent = 0
    for portion in portions(ids):
        goods = (await conn.execute(_GOODS, {"ids": portion})).all()
        became = await _become(conn, portion, "resent", but={row.id for row in goods})
        for some in portions(became):
            await conn.execute(_ANEW, {"ids": some, "now": now})
        sent += len(became)
        for row in goods:
            sent += await _hand_over(conn, row.id, row.payload, now, staff=staff)
    return sent


async def drop(conn: AsyncConnection, ids: Sequence[int]) -> int:
    """Nobody wants to send them; how many. Goods that are paid for stay."""
    dropped = 0
    for portion in portions(ids):
        goods = (await conn.execute(_GOODS, {"ids": portion})).all()
        dropped += len(await _become(conn, portion, "dropped", but=await owed.paid_for(conn, goods)))
    return dropped


async def _become(conn: AsyncConnection, ids: Sequence[int], status: str, *, but: Collection[int]) -> Sequence[int]:
    """Which of them have become so, `but` these, which stay."""
    changing = [id_ for id_ in ids if id_ not in but]
    return list((await conn.execute(_BECOME, {"ids": changing, "became": status})).scalars())


async def _hand_over(conn: AsyncConnection, row: int, payload: str, now: datetime, *, staff: int) -> bool:
    goods = goods_in(payload)
    if goods is None:
        return False
    if goods.order:
        return await owed.send_again(conn, goods.order, now, staff=staff)
    return await wait_again(conn, [row], now)
