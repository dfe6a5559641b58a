"""Who has paid, counted from the ledger."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.queries.stages import FIRST_WALKS
from storage.tables import journeys, ledger, orders

_PAID = (
    select(orders.c.step, func.count(orders.c.journey_id.distinct()).label("people"))
    .join(journeys, journeys.c.id == orders.c.journey_id)
    .join(ledger, ledger.c.order_name == orders.c.name)
    .where(*FIRST_WALKS, orders.c.step != "", ledger.c.entry == "paid")
    .group_by(orders.c.step)
)


async def paid_by_step(conn: AsyncConnection, funnel: str) -> Mapping[str, int]:
    """How many people have paid an order of each step on their first walk, also if the money went back later."""
    return {row.step: row.people for row in await conn.execute(_PAID, {"funnel": funnel})}
