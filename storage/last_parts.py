"""Which refunds leave nothing of their payment.

It is counted in the transaction that writes them down, on payments nobody else counts meanwhile: of two parts that are
told at one moment the later one knows of the other.
"""

from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.inputs import Refunded
from storage.batches import portions
from storage.selling_tables import payments, refunds

_PAID = (
    select(payments.c.charge, payments.c.amount)
    .where(payments.c.charge.in_(bindparam("ids", expanding=True)))
    .order_by(payments.c.charge)  # always the same order, so that two processes never wait for each other
    .with_for_update()
)
_BACK = select(refunds.c.name, refunds.c.charge, refunds.c.amount).where(
    refunds.c.charge.in_(bindparam("ids", expanding=True)), refunds.c.status == "done"
)


async def last_parts(conn: AsyncConnection, told: Iterable[Refunded]) -> dict[str, bool]:
    """By the name of each refund whether nothing of its payment is left after it, in the order they are told.

    What is on its way may fail and does not count. Of a payment that is not kept nothing is said.
    """
    parts = list(told)
    left: dict[str, int] = {}
    done: set[str] = set()
    for charges in portions(part.charge for part in parts):
        left.update((charge, amount) for charge, amount in await conn.execute(_PAID, {"ids": charges}))
        for name, charge, amount in await conn.execute(_BACK, {"ids": charges}):
            done.add(name)
            left[charge] -= amount
    last: dict[str, bool] = {}
    for part in parts:
        if part.charge in left and part.refund not in last:
            left[part.charge] -= 0 if part.refund in done else part.money.amount
            last[part.refund] = left[part.charge] <= 0
    return last
