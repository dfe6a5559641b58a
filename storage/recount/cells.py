"""The cells of journeys that have none, or those of another time zone.

Journeys of before cells were kept get what can still be told: the segments are those of today.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.facts import Track
from storage.people import load
from storage.rollups.rollup import Progress
from storage.slices import JOINING, Cells, Counting, cells, keep_cells, when
from storage.tables import events, journeys

PORTION = 4096

_ENDS = select(func.min(journeys.c.id), func.max(journeys.c.id))
_CELLS = select(journeys.c.id, journeys.c.subscriber_id, journeys.c.started_at, journeys.c.slices).where(
    journeys.c.id.between(bindparam("first"), bindparam("last"))
)
_FACTS = (
    select(events.c.journey_id, events.c.event, events.c.step, events.c.detail)
    .where(events.c.journey_id.between(bindparam("first"), bindparam("last")), events.c.event.in_(tuple(JOINING)))
    .order_by(events.c.id)
)
_TIMES = ("weekday=", "hour=")


async def settle_cells(conn: AsyncConnection, counting: Counting, now: datetime, progress: Progress) -> None:
    """Every journey is in the cells of its zone."""
    first, last = (await conn.execute(_ENDS)).one()
    for start in range(first or 0, (last or -1) + 1, PORTION):
        range_ = {"first": start, "last": start + PORTION - 1}
        bare: set[int] = set()
        moved: dict[int, Cells] = {}
        for id_, subscriber_id, started_at, known in await conn.execute(_CELLS, range_):
            if not known:
                bare.add(subscriber_id)
                continue
            lasting = [cell for cell in known if not cell.startswith(_TIMES)]
            if (now_in := tuple(sorted((*lasting, *when(started_at, counting.zone))))) != tuple(known):
                moved[id_] = now_in
        if bare:
            moved.update(await _first_cells(conn, sorted(bare), range_, counting, now))
        await keep_cells(conn, moved)
        progress(min((start + PORTION - first) / (last - first + 1), 1))


async def _first_cells(
    conn: AsyncConnection, people: Sequence[int], range_: Mapping[str, int], counting: Counting, now: datetime
) -> dict[int, Cells]:
    facts: dict[int, list[Track]] = {}
    for journey_id, event, step, detail in await conn.execute(_FACTS, range_):
        facts.setdefault(journey_id, []).append(Track(event=event, step=step, detail=detail))
    loaded = await load(conn, people)
    found: dict[int, Cells] = {}
    for person in loaded.people.values():
        for journey in person.journeys:
            id_ = loaded.journey_ids[person.subscriber.id, journey.funnel, journey.run]
            if range_["first"] <= id_ <= range_["last"]:
                found[id_] = cells(journey, (), facts.get(id_, ()), now, counting)
    return found
