"""Stages by day: how many journeys reached, passed and lost each, in every cell, by either way to count days.

By contact, everything a journey does counts on the day it started; by calendar, on the day it happened. The stage
without a name is the start of the journey itself. The cell without a slice is the whole.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import tzinfo

from storage.days import day_of
from storage.rollups.facts import Counted, JourneyFacts
from storage.rollups.of_journeys import JourneyRollup
from storage.rollups.rollup import Key, Sums
from storage.rollups.tables import stage_days
from storage.slices import Counting

FIGURES = ("reached", "passed", "lost")

START = ""
"""The stage whose `reached` is the journeys that started."""

WHOLE = "="
"""The cell every journey is in."""


Mark = tuple[bool, int, str, str]
"""One thing a journey adds one to: whether it is by calendar, the day, the stage, and which of the figures."""

Walks = tuple[str, bool, str]
"""A funnel, whether these are later walks through it, and the cell they are in."""


def marks(facts: JourneyFacts, zone: tzinfo) -> set[Mark]:
    """Everything one journey adds one to, in each of its cells."""
    started = day_of(facts.started, zone)
    found: set[Mark] = {(False, started, START, "reached"), (True, started, START, "reached")}
    for stage, passage in facts.passages.items():
        for figure, at in (("reached", passage.reached), ("passed", passage.passed), ("lost", passage.lost)):
            if at is not None:
                found.add((False, started, stage, figure))
                found.add((True, day_of(at, zone), stage, figure))
    return found


def count(counted: Iterable[Counted], counting: Counting) -> Sums:
    """What these journeys add and take back."""
    changed: defaultdict[Walks, Counter[Mark]] = defaultdict(Counter)
    nothing: set[Mark] = set()
    for before, after in counted:
        was, is_ = marks(before, counting.zone) if before else nothing, marks(after, counting.zone)
        were_in, are_in = {WHOLE, *before.cells} if before else set(), {WHOLE, *after.cells}
        for cells, gone, come in (
            (were_in & are_in, was - is_, is_ - was),
            (were_in - are_in, was, nothing),
            (are_in - were_in, nothing, is_),
        ):
            for cell in cells:
                sums = changed[after.funnel, after.again, cell]
                for mark in gone:
                    sums[mark] -= 1
                for mark in come:
                    sums[mark] += 1
    return _rows(changed.items())


def _rows(changed: Iterable[tuple[Walks, Counter[Mark]]]) -> Sums:
    rows: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    for (funnel, again, cell), sums in changed:
        slice_, _, value = cell.partition("=")
        for (calendar, day, stage, figure), number in sums.items():
            rows[funnel, calendar, again, slice_, day, value, stage][figure] += number
    return {key: [row[figure] for figure in FIGURES] for key, row in rows.items()}


STAGE_DAYS = JourneyRollup(table=stage_days, count=count)
