"""The facts of a funnel as they are kept, for whoever counts them with tools of their own.

One file a fact, one line each in this table: what its rows are, and what each column means.
"""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.facts.fact import Fact
from storage.facts.happened import EVENTS, TOUCHES
from storage.facts.money import ORDERS, PAYMENTS, REFUNDS, SPEND
from storage.facts.walked import JOURNEYS, PASSAGES

FACTS: dict[str, Fact] = {
    "journeys": JOURNEYS,
    "passages": PASSAGES,
    "events": EVENTS,
    "orders": ORDERS,
    "payments": PAYMENTS,
    "refunds": REFUNDS,
    "touches": TOUCHES,
    "spend": SPEND,
}
"""By the name of the file they are written to."""

A_BATCH = 5000
"""Rows held in memory."""


async def rows_of(conn: AsyncConnection, fact: Fact, funnel: str) -> AsyncIterator[Sequence[Sequence[Any]]]:
    """The rows of the funnel in their order, a batch after the other."""
    result = await conn.stream(fact.query, {"funnel": funnel}, execution_options={"yield_per": A_BATCH})
    async for batch in result.partitions(A_BATCH):
        yield batch
