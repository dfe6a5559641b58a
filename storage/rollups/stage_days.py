"""Stages by day: how many journeys reached, passed and lost each, in every cell, by either way to count days.

By contact, everything a journey does counts on the day it started; by calendar, on the day it happened. The stage
without a name is the start of the journey itself. The cell without a slice is the whole.
"""

from collections.abc import Iterable
from datetime import tzinfo
from functools import partial

from storage.days import day_of
from storage.rollups.by_cell import by_cell
from storage.rollups.facts import Counted, JourneyFacts
from storage.rollups.of_journeys import JourneyRollup
from storage.rollups.rollup import Key, Sums
from storage.rollups.tables import stage_days
from storage.slices import Counting

FIGURES = ("reached", "passed", "lost")

START = ""
"""The stage whose `reached` is the journeys that started."""


Mark = tuple[bool, int, str, int]
"""One thing a journey adds one to: whether it is by calendar, the day, the stage, and which of the figures."""


def marks(facts: JourneyFacts, zone: tzinfo) -> set[Mark]:
    """Everything one journey adds one to, in each of its cells."""
    started = day_of(facts.started, zone)
    found: set[Mark] = {(False, started, START, 0), (True, started, START, 0)}
    for stage, passage in facts.passages.items():
        for figure, at in enumerate((passage.reached, passage.passed, passage.lost)):
            if at is not None:
                found.add((False, started, stage, figure))
                found.add((True, day_of(at, zone), stage, figure))
    return found


def count(counted: Iterable[Counted], counting: Counting) -> Sums:
    """What these journeys add and take back."""
    rows: dict[Key, list[int]] = {}
    found = by_cell(counted, partial(marks, zone=counting.zone))
    for (funnel, again, slice_, value), (calendar, day, stage, figure), times in found:
        key = funnel, calendar, again, slice_, day, value, stage
        rows.setdefault(key, [0] * len(FIGURES))[figure] += times
    return rows


STAGE_DAYS = JourneyRollup(table=stage_days, count=count)
