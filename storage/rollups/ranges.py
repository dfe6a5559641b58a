"""All journeys, a range of ids after the other: as many as are held in memory."""

from collections.abc import AsyncIterator

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import journeys

PORTION = 10_000
_ENDS = select(func.min(journeys.c.id), func.max(journeys.c.id))

IN_RANGE: ColumnElement[bool] = journeys.c.id.between(bindparam("first"), bindparam("last"))
"""The condition on `journeys` whose parameters are a range."""


async def ranges(conn: AsyncConnection) -> AsyncIterator[tuple[dict[str, int], float]]:
    """The parameters of each range, and how much is read when it is, from 0 to 1."""
    first, last = (await conn.execute(_ENDS)).one()
    if first is not None:
        for start in range(first, last + 1, PORTION):
            end = min(start + PORTION - 1, last)
            yield {"first": start, "last": end}, (end - first + 1) / (last - first + 1)
