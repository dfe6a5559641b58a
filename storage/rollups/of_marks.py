"""Rollups of marks: each marked journey adds one to the rows that follow from its own marks."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import tzinfo
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rollups.mark_facts import MarkedWalk, every_marked_walk
from storage.rollups.rollup import Key, Progress, Rollup, Sums, add_up
from storage.slices import Counting


class Remarked(NamedTuple):
    """A journey before and after it got a mark."""

    before: MarkedWalk
    after: MarkedWalk


@dataclass(frozen=True, kw_only=True)
class MarkRollup(Rollup):
    """A rollup that needs no more than the marks of journeys.

    Attributes:
        keys: the rows to which a journey adds one, by days of a zone.
    """

    keys: Callable[[MarkedWalk, tzinfo], Iterable[Key]]

    async def anew(self, conn: AsyncConnection, counting: Counting, progress: Progress) -> Sums:
        """Count every mark there is."""
        whole: dict[Key, list[int]] = {}
        async for walks, done in every_marked_walk(conn):
            rows = Counter(key for walk in walks for key in self.keys(walk, counting.zone))
            add_up(whole, {key: (journeys,) for key, journeys in rows.items()})
            progress(done)
        return whole

    def count(self, remarked: Iterable[Remarked], zone: tzinfo) -> Sums:
        """What these journeys add and take back."""
        rows: Counter[Key] = Counter()
        for before, after in remarked:
            rows.update(self.keys(after, zone))
            rows.subtract(self.keys(before, zone))
        return {key: (journeys,) for key, journeys in rows.items()}
