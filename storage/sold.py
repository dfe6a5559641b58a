"""How many of each product have been paid for, by promo code: what is left of what there is only so much of.

It is counted from the orders themselves, so a refund gives back what it took and nothing can drift.
"""

from collections.abc import Iterable

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.left import Thing
from storage.selling_tables import SOLD, orders

_COUNTED = (
    select(orders.c.funnel, orders.c.product, orders.c.promo, func.count())
    .where(SOLD, orders.c.funnel.in_(bindparam("funnels", expanding=True)))
    .where(orders.c.product.in_(bindparam("products", expanding=True)))
    .group_by(orders.c.funnel, orders.c.product, orders.c.promo)
)
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('voronka.sold'))")


async def sold(conn: AsyncConnection, things: Iterable[Thing], *, alone: bool = False) -> dict[Thing, int]:
    """How many were sold of the products these are about, with each promo code and without any.

    `alone`: nobody else sells what is limited until the transaction is over. SQLite has one writer anyway.
    """
    named = list(things)
    if alone and conn.dialect.name == "postgresql":
        await conn.execute(_ONE_AT_A_TIME)
    asked = {"funnels": sorted({one[0] for one in named}), "products": sorted({one[1] for one in named})}
    rows = await conn.execute(_COUNTED, asked)
    return {(funnel, product, promo): count for funnel, product, promo, count in rows}
