"""Money that arrived: each charge is kept once."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.batches import among
from storage.tables import payments

_KNOWN = select(payments.c.charge).where(payments.c.charge.in_(bindparam("ids", expanding=True)))


async def known(conn: AsyncConnection, charges: Iterable[str]) -> set[str]:
    """Which of these charges are kept already."""
    return await among(conn, _KNOWN, charges)
