"""Goods that have not arrived, or are to come once more: they wait in the outbox again.

Those of an order are sent only while it is sold, and only those of the payment that counts: what an earlier payment had
bought went back with its money.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import orders
from storage.batches import portions
from storage.goods import goods_in, wait_again
from storage.ledger import Entry, write_entries
from storage.orders import OrderRow
from storage.tables import outbox

PAUSE = timedelta(minutes=1)
"""Between the arrival of goods and their being sent once more: a second press in haste sends nothing."""

_Goods = Row[*tuple[Any, ...]]

_GOODS = select(outbox.c.id, outbox.c.payload, outbox.c.status, outbox.c.created_at, outbox.c.finished_at).where(
    outbox.c.purpose == literal_column("'goods'"),
    outbox.c.status.in_(("sent", "failed")),
    outbox.c.chat_id.in_(bindparam("chats", expanding=True)),
)


async def send_owed(conn: AsyncConnection, chats: Iterable[int], now: datetime) -> None:
    """People are back who had blocked the bot: goods and presents that could not reach them are sent once more."""
    failed = [(row, order) for row, order in await _goods(conn, chats) if row.status == "failed"]
    known = await orders.find(conn, [order for _, order in failed if order])
    await wait_again(conn, [row.id for row, order in failed if not order or _is_owed(known.get(order), row)], now)


async def send_again(conn: AsyncConnection, order: str, now: datetime, *, staff: int, arrived: bool = False) -> bool:
    """An owner asks for it: goods of this order that failed wait once more; with `arrived` those that came, too.

    False: there is nothing to send; they are on their way, or have just come, or the order is not sold.
    """
    known = (await orders.find(conn, [order])).get(order)
    if known is None:
        return False
    goods = [row for row, of in await _goods(conn, [known.subscriber_id]) if of == order]
    ids = [row.id for row in goods if row.status == "failed" and _is_owed(known, row)]
    if arrived and known.status == "delivered":
        ids += [row.id for row in goods if _is_of_payment(known, row) and row.finished_at <= now - PAUSE]
    if not await wait_again(conn, ids, now):
        return False
    await write_entries(conn, [Entry(order=order, entry="sent_again", staff=staff)], now)
    return True


async def _goods(conn: AsyncConnection, chats: Iterable[int]) -> list[tuple[_Goods, str]]:
    """Goods that were sent or could not be, each with its order; presents have none."""
    found: list[_Goods] = []
    for portion in portions(chats):
        found.extend((await conn.execute(_GOODS, {"chats": portion})).all())
    return [(row, goods.order) for row in found if (goods := goods_in(row.payload))]


def _is_owed(order: OrderRow | None, goods: _Goods) -> bool:
    """Also of an order whose goods have arrived once: a subscription that had lapsed brings them anew."""
    return order is not None and order.status in ("paid", "delivered") and _is_of_payment(order, goods)


def _is_of_payment(order: OrderRow, goods: _Goods) -> bool:
    return order.paid_at is not None and goods.created_at >= order.paid_at
