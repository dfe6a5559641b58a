"""How long marks took, by day: how many journeys fell into each bucket of lengths, from each point to each later mark.

Which marks a funnel has is known when a report is read, so every pair is counted; one that went the other way is none.
By contact, it counts on the day its journey started; by calendar, on the day of the later mark.
"""

from collections.abc import Iterator
from datetime import tzinfo

from funnels.analytics.histogram import bucket_of
from funnels.analytics.marks import MARKS, Point
from storage.days import day_of
from storage.rollups.mark_facts import MarkedWalk
from storage.rollups.of_marks import MarkRollup
from storage.rollups.rollup import Key
from storage.rollups.tables import mark_lengths


def _keys(walk: MarkedWalk, zone: tzinfo) -> Iterator[Key]:
    started = day_of(walk.started, zone)
    points: dict[Point, int] = {"start": walk.started}
    for mark in MARKS:
        if (at := walk.firsts.get(mark)) is None:
            continue
        day = day_of(at, zone)
        for after, since in points.items():
            if since <= at:
                bucket = bucket_of(at - since)
                yield walk.funnel, False, walk.again, after, mark, bucket, started
                yield walk.funnel, True, walk.again, after, mark, bucket, day
        points[mark] = at


MARK_LENGTHS = MarkRollup(table=mark_lengths, keys=_keys)
