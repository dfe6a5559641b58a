"""Money that arrived: each charge is kept once."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.batches import portions
from storage.tables import payments

_KNOWN = select(payments.c.charge).where(payments.c.charge.in_(bindparam("charges", expanding=True)))


async def known(conn: AsyncConnection, charges: Iterable[str]) -> set[str]:
    """Which of these charges are kept already."""
    found: set[str] = set()
    for portion in portions(charges):
        found.update((await conn.execute(_KNOWN, {"charges": portion})).scalars())
    return found
