"""What becomes of orders as time passes: offers close."""

from datetime import datetime

from sqlalchemy import bindparam, literal_column, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.ledger import Entry, write_entries
from storage.tables import orders

_EXPIRE = (
    update(orders)
    .where(
        orders.c.status == literal_column("'open'"),
        orders.c.expires_at <= bindparam("now"),
        orders.c.claimed_at.is_(None),
    )
    .values(status="expired")
    .returning(orders.c.name)
)


async def expire(conn: AsyncConnection, now: datetime) -> int:
    """Orders whose offer has closed expire, but for those somebody says they have paid; how many there were."""
    names = (await conn.execute(_EXPIRE, {"now": now})).scalars().all()
    await write_entries(conn, [Entry(order=name, entry="expired") for name in names], now)
    return len(names)
