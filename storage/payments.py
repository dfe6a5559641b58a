"""Money that arrived: each charge is kept once, also money that fits no order."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.definition.money import Money
from storage.batches import portions
from storage.tables import payments
from storage.upsert import Insert, insert_into

_KNOWN = select(payments.c.charge).where(payments.c.charge.in_(bindparam("charges", expanding=True)))


@cache
def _stray(dialect: str) -> Insert:
    return insert_into(payments, dialect).on_conflict_do_nothing(index_elements=["charge"])


async def known(conn: AsyncConnection, charges: Iterable[str]) -> set[str]:
    """Which of these charges are kept already."""
    found: set[str] = set()
    for portion in portions(charges):
        found.update((await conn.execute(_KNOWN, {"charges": portion})).scalars())
    return found


async def record_stray(
    conn: AsyncConnection, *, charge: str, payer: int, method: str, money: Money, payload: str, now: datetime
) -> bool:
    """Keep money that fits no order; `payload` is what came as its order. False: it was kept already."""
    result = await conn.execute(
        _stray(conn.dialect.name),
        {
            "charge": charge,
            "order_name": None,
            "payer": payer,
            "method": method,
            "amount": money.amount,
            "currency": money.currency,
            "extra": True,
            "payload": payload,
            "received_at": now,
        },
    )
    return result.rowcount == 1
