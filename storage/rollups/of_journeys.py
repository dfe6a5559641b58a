"""Rollups of what journeys do: each journey adds to them what follows from its own facts."""

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass

from msgspec.json import Decoder
from sqlalchemy import BigInteger, Text, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rollups.facts import Counted, JourneyFacts, Passage
from storage.rollups.ranges import IN_RANGE, ranges
from storage.rollups.rollup import Key, Progress, Rollup, Sums, add_up
from storage.rollups.taken import NONE, taken_in
from storage.slices import Cells, Counting
from storage.tables import journeys, stage_passages

Count = Callable[[Iterable[Counted], Counting], Sums]

_CELLS = Decoder(Cells)
_passage = stage_passages.c
"""Moments are read as they are kept."""
_FACTS = (
    select(
        journeys.c.id,
        journeys.c.funnel,
        journeys.c.version,
        journeys.c.run,
        type_coerce(journeys.c.started_at, BigInteger),
        type_coerce(journeys.c.slices, Text),
        _passage.stage,
        *(type_coerce(column, BigInteger) for column in (_passage.reached_at, _passage.passed_at, _passage.left_at)),
    )
    .outerjoin(stage_passages, _passage.journey_id == journeys.c.id)
    .where(IN_RANGE)
    .order_by(journeys.c.id)
)


@dataclass(frozen=True, kw_only=True)
class JourneyRollup(Rollup):
    """A rollup that needs no more than the facts of journeys.

    Attributes:
        count: what these journeys add, and take back.
    """

    count: Count

    async def anew(self, conn: AsyncConnection, counting: Counting, progress: Progress) -> Sums:
        """Count every journey there is."""
        whole: dict[Key, list[int]] = {}
        async for portion, done in every_journey(conn, counting):
            add_up(whole, self.count((Counted(None, facts) for facts in portion), counting))
            progress(done)
        return whole


async def every_journey(conn: AsyncConnection, counting: Counting) -> AsyncIterator[tuple[list[JourneyFacts], float]]:
    """The facts of all journeys, in portions, and how much of them was read by then, from 0 to 1."""
    async for range_, done in ranges(conn):
        found: dict[int, JourneyFacts] = {}
        taken = await taken_in(conn, range_)
        rows = await conn.execute(_FACTS, range_)
        for id_, funnel, version, run, started, cells, stage, *moments in rows:
            if id_ not in found:
                sales, took = counting.sales(funnel, version), taken.get(id_, NONE)
                found[id_] = JourneyFacts(funnel, run > 1, started, sales, _CELLS.decode(cells), {}, took)
            if stage is not None:
                found[id_].passages[stage] = Passage(*moments)
        yield list(found.values()), done
