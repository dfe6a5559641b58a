"""Marks of a batch, counted: the first of each a journey."""

from collections import defaultdict
from datetime import datetime, tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.marks import MARKS, Mark
from funnels.engine.effects.facts import Track
from storage.rollups.mark_facts import marked_walks
from storage.rollups.of_marks import Remarked
from storage.rollups.table import OF_MARKS
from storage.types import micros
from storage.writers.cause import Cause


class MarkRows:
    """The marks of a batch; days are those of the zone."""

    def __init__(self, now: datetime, zone: tzinfo) -> None:
        self._now = micros(now)
        self._zone = zone
        self._marked: defaultdict[int, set[Mark]] = defaultdict(set)

    def track(self, cause: Cause, effect: Track) -> None:
        """A fact that may be a mark."""
        if effect.event == "marked" and cause.journey_id is not None:
            self._marked[cause.journey_id].update(mark for mark in MARKS if mark == effect.detail)

    async def count(self, conn: AsyncConnection) -> None:
        """Before they are kept: what is there already has counted."""
        known = await marked_walks(conn, self._marked)
        remarked = [
            Remarked(walk, walk._replace(firsts=dict.fromkeys(self._marked[id_], self._now) | walk.firsts))
            for id_, walk in known.items()
        ]
        for rollup in OF_MARKS:
            await rollup.add(conn, rollup.count(remarked, self._zone))
