"""Goods that have not arrived, or are to come once more: they wait in the outbox again.

Those of an order are sent only while it is sold, and only those of the payment that counts: what an earlier payment had
bought went back with its money. A way into a chat is sent only to who may be there now.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.shown import SendMessage
from funnels.engine.subscriber import Access
from storage import orders
from storage.batches import portions
from storage.goods import goods_in, wait_again
from storage.ledger import Entry, write_entries
from storage.orders import OrderRow
from storage.outside_tables import outbox
from storage.tables import subscribers

PAUSE = timedelta(minutes=1)
"""Between the arrival of goods and their being sent once more: a second press in haste sends nothing."""


class _Goods(NamedTuple):
    """A message that hands something over."""

    row: Row[*tuple[Any, ...]]
    order: str
    """Empty for a present."""


_GOODS = select(
    outbox.c.id, outbox.c.chat_id, outbox.c.payload, outbox.c.status, outbox.c.created_at, outbox.c.finished_at
).where(
    outbox.c.purpose == literal_column("'goods'"),
    outbox.c.status.in_(("sent", "failed")),
    outbox.c.chat_id.in_(bindparam("chats", expanding=True)),
)

_ACCESS = select(subscribers.c.id, subscribers.c.access).where(subscribers.c.id.in_(bindparam("chats", expanding=True)))


async def send_owed(conn: AsyncConnection, chats: Iterable[int], now: datetime) -> None:
    """People are back after a block or /stop: goods and presents that could not reach them are sent once more."""
    failed = [one for one in await _goods(conn, chats, now) if one.row.status == "failed"]
    known = await orders.find(conn, [one.order for one in failed if one.order])
    owed = [one.row.id for one in failed if not one.order or _is_owed(known.get(one.order), one)]
    await wait_again(conn, owed, now)


async def send_again(conn: AsyncConnection, order: str, now: datetime, *, staff: int, arrived: bool = False) -> bool:
    """An owner asks for it: goods of this order that failed wait once more; with `arrived` those that came, too.

    False: there is nothing to send; they are on their way, or have just come, or the order is not sold.
    """
    known = (await orders.find(conn, [order])).get(order)
    if known is None:
        return False
    goods = [one for one in await _goods(conn, [known.subscriber_id], now) if one.order == order]
    ids = [one.row.id for one in goods if one.row.status == "failed" and _is_owed(known, one)]
    if arrived and known.status == "delivered":
        ids += [one.row.id for one in goods if _is_of_payment(known, one) and one.row.finished_at <= now - PAUSE]
    if not await wait_again(conn, ids, now):
        return False
    await write_entries(conn, [Entry(order=order, entry="sent_again", staff=staff)], now)
    return True


async def paid_for(conn: AsyncConnection, messages: Iterable[Row[*tuple[Any, ...]]]) -> set[int]:
    """Ids of those goods (`id`, `payload`, `created_at`) that an order has a right to; not of presents."""
    goods = [_Goods(row, found.order) for row in messages if (found := goods_in(row.payload)) and found.order]
    known = await orders.find(conn, [one.order for one in goods])
    return {one.row.id for one in goods if _is_owed(known.get(one.order), one)}


async def _goods(conn: AsyncConnection, chats: Iterable[int], now: datetime) -> list[_Goods]:
    """Goods that were sent or could not be; those of orders without what opens a chat for nobody any more."""
    found: list[_Goods] = []
    for portion in portions(chats):
        rows = (await conn.execute(_GOODS, {"chats": portion})).all()
        access = {row.id: row.access for row in await conn.execute(_ACCESS, {"chats": portion})} if rows else {}
        for row in rows:
            goods = goods_in(row.payload)
            if goods and (not goods.order or _may_come_in(access.get(row.chat_id, {}), goods, now)):
                found.append(_Goods(row, goods.order))
    return found


def _may_come_in(access: Mapping[str, Access], goods: SendMessage, now: datetime) -> bool:
    """Whether the person has what opens the chat of these goods; those that open none, everybody may have."""
    chat = goods.invitation.chat if goods.invitation else ""
    return not chat or any(one.opens(chat) and (one.ends is None or one.ends > now) for one in access.values())


def _is_owed(order: OrderRow | None, goods: _Goods) -> bool:
    """Also of an order whose goods have arrived once: a subscription that had lapsed brings them anew."""
    return order is not None and order.status in ("paid", "delivered") and _is_of_payment(order, goods)


def _is_of_payment(order: OrderRow, goods: _Goods) -> bool:
    return order.paid_at is not None and goods.row.created_at >= order.paid_at
