"""What becomes of orders as time passes: offers close."""

from datetime import datetime

from sqlalchemy import bindparam, func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.ledger import Entry, write_entries
from storage.selling_tables import orders

_UNPAID = (orders.c.status == literal_column("'open'"), orders.c.claimed_at.is_(None))
_EXPIRE = (
    update(orders)
    .where(*_UNPAID, orders.c.expires_at <= bindparam("now"))
    .values(status="expired")
    .returning(orders.c.name)
)
_NEXT = select(func.min(orders.c.expires_at)).where(*_UNPAID)


async def expire(conn: AsyncConnection, now: datetime) -> int:
    """Orders whose offer has closed expire, but for those somebody says they have paid; how many there were."""
    names = (await conn.execute(_EXPIRE, {"now": now})).scalars().all()
    await write_entries(conn, [Entry(order=name, entry="expired") for name in names], now)
    return len(names)


async def next_to_expire(conn: AsyncConnection) -> datetime | None:
    """When the next order expires (UTC); None where none will."""
    found: datetime | None = (await conn.execute(_NEXT)).scalar()
    return found
