"""Orders that were paid when their list had no code left: they wait for codes, the oldest first."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import codes
from storage.codes import CodeList
from storage.goods import goods_in, wait_again
from storage.outside_tables import outbox
from storage.selling_tables import orders

_FAILED = (
    select(outbox.c.id, outbox.c.funnel, outbox.c.payload, orders.c.name)
    .join(orders, orders.c.subscriber_id == outbox.c.chat_id)
    .where(
        orders.c.status == literal_column("'paid'"),
        outbox.c.purpose == literal_column("'goods'"),
        outbox.c.status == literal_column("'failed'"),
        outbox.c.created_at >= orders.c.paid_at,
    )
    .order_by(outbox.c.id)
)
_LOCKED = _FAILED.with_for_update(of=outbox, skip_locked=True)
"""PostgreSQL: what another process serves just now is none of ours."""


async def waited_for(conn: AsyncConnection) -> list[CodeList]:
    """The lists that somebody waits for."""
    found: list[CodeList] = []
    for _, of, order in _late((await conn.execute(_FAILED)).all()):
        if of not in found and await codes.given(conn, of, order) is None:
            found.append(of)
    return found


async def serve(conn: AsyncConnection, of: CodeList, now: datetime) -> list[str]:
    """Give free codes to the orders that wait for this list and let their goods be sent once more; which orders."""
    served: dict[str, int] = {}
    for goods, wanted, order in _late((await conn.execute(_LOCKED)).all()):
        if wanted != of or await codes.given(conn, of, order) is not None:
            continue
        if await codes.take(conn, of, order, now) is None:
            break
        served[order] = goods
    await wait_again(conn, list(served.values()), now)
    return list(served)


def _late(rows: Sequence[Row[*tuple[Any, ...]]]) -> Iterator[tuple[int, CodeList, str]]:
    """Goods with a code among those that failed, each with its order; what cannot be read has none."""
    for row in rows:
        goods = goods_in(row.payload)
        if goods and goods.codes and goods.order == row.name:
            yield row.id, CodeList(funnel=row.funnel, file=goods.codes), goods.order
