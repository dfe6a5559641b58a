"""Marks by day and source: how many journeys got each, at its first time.

By contact, a mark counts on the day its journey started; by calendar, on the day it was set. `LEAD` is the first of the
marks that make a lead.
"""

from collections.abc import Iterator
from datetime import tzinfo

from funnels.analytics.marks import LEADS
from storage.days import day_of
from storage.rollups.mark_facts import MarkedWalk
from storage.rollups.of_marks import MarkRollup
from storage.rollups.rollup import Key
from storage.rollups.tables import mark_days

LEAD = "any lead"
"""The mark that is any of those that make a lead."""


def _keys(walk: MarkedWalk, zone: tzinfo) -> Iterator[Key]:
    firsts: list[tuple[str, int]] = [*walk.firsts.items()]
    if leads := [at for mark, at in walk.firsts.items() if mark in LEADS]:
        firsts.append((LEAD, min(leads)))
    started = day_of(walk.started, zone)
    for mark, at in firsts:
        yield walk.funnel, False, walk.again, started, walk.source, mark
        yield walk.funnel, True, walk.again, day_of(at, zone), walk.source, mark


MARK_DAYS = MarkRollup(table=mark_days, keys=_keys)
