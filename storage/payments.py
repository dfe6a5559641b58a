"""Money that arrived: each charge is kept once."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.batches import among
from storage.selling_tables import payments, refunds

_KNOWN = select(payments.c.charge).where(payments.c.charge.in_(bindparam("ids", expanding=True)))

LEFT = payments.c.amount - func.coalesce(
    select(func.sum(refunds.c.amount))
    .where(refunds.c.charge == payments.c.charge, refunds.c.status != "failed")
    .scalar_subquery(),
    0,
)
"""Of a payment, what has not gone back and is not on its way."""

_FIND = select(payments.c.order_name, LEFT.label("left")).where(payments.c.charge == bindparam("charge"))


@dataclass(frozen=True, kw_only=True)
class Known:
    """A payment that is kept, and what of it can still go back."""

    order: str | None
    """None: it fits no order."""
    left: int
    """In minor units of its currency: not gone back and not on its way."""


async def find(conn: AsyncConnection, charge: str) -> Known | None:
    """The payment a method knows by this name."""
    row = (await conn.execute(_FIND, {"charge": charge})).one_or_none()
    return Known(order=row.order_name, left=row.left) if row else None


async def known(conn: AsyncConnection, charges: Iterable[str]) -> set[str]:
    """Which of these charges are kept already."""
    return await among(conn, _KNOWN, charges)
