"""Every payment that is kept, and what of it went back: what a service's own list is compared with."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.definition.money import Money
from storage.selling_tables import payments, refunds

PORTION = 256
"""Payments in one portion."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One payment; moments are UTC."""

    charge: str
    order: str
    """Of a stray payment, what came as its order."""
    payer: int
    method: str
    money: Money
    at: datetime
    back: int
    """What went back of it, in minor units."""
    back_at: datetime | None
    """When the last of it did."""
    on_its_way: bool
    """Whether some of it is about to go back."""


_COLUMNS = (
    payments.c.charge,
    payments.c.order_name,
    payments.c.payload,
    payments.c.payer,
    payments.c.method,
    payments.c.amount,
    payments.c.currency,
    payments.c.received_at,
)
_DONE = refunds.c.status == "done"
_KEPT = (
    select(
        *_COLUMNS,
        func.coalesce(func.sum(case((_DONE, refunds.c.amount))), 0).label("back"),
        func.max(case((_DONE, refunds.c.finished_at))).label("back_at"),
        func.count(case((refunds.c.status == "asked", 1))).label("asked"),
    )
    .outerjoin(refunds, refunds.c.charge == payments.c.charge)
    .group_by(payments.c.charge)
)


async def kept(conn: AsyncConnection) -> AsyncIterator[Sequence[Kept]]:
    """All of them, of every way to be paid, in portions: there may be very many."""
    async with conn.stream(_KEPT) as rows:
        async for portion in rows.partitions(PORTION):
            yield [_kept(row) for row in portion]


def _kept(row: Row[*tuple[Any, ...]]) -> Kept:
    return Kept(
        charge=row.charge,
        order=row.order_name or row.payload,
        payer=row.payer,
        method=row.method,
        money=Money(amount=row.amount, currency=row.currency),
        at=row.received_at,
        back=int(row.back),
        back_at=row.back_at,
        on_its_way=row.asked > 0,
    )
