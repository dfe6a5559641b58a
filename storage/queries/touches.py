"""Where people came from, so far."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.batches import portions
from storage.traffic_tables import touches

_SOURCES = (
    select(touches.c.subscriber_id, touches.c.source)
    .where(touches.c.subscriber_id.in_(bindparam("ids", expanding=True)), touches.c.source != "")
    .order_by(touches.c.subscriber_id, touches.c.at, touches.c.id)
)


async def sources_of(conn: AsyncConnection, subscribers: Iterable[int]) -> dict[int, list[str]]:
    """The sources of the arrivals of these people that name one, the first first."""
    found: dict[int, list[str]] = {id_: [] for id_ in subscribers}
    for ids in portions(found):
        for subscriber_id, source in await conn.execute(_SOURCES, {"ids": ids}):
            found[subscriber_id].append(source)
    return found
