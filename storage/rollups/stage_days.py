"""Stages by day: how many journeys reached, passed and lost each, in every cell, by either way to count days.

By contact, everything a journey does counts on the day it started; by calendar, on the day it happened. The stage
without a name is the start of the journey itself. The cell without a slice is the whole.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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


Mark = tuple[bool, int, str, int]
"""One thing a journey adds one to: whether it is by calendar, the day, the stage, and which of the figures."""

Walks = tuple[str, bool, str]
"""A funnel, whether these are later walks through it, and the cell they are in."""


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
    changed: defaultdict[Walks, Counter[int]] = defaultdict(Counter)
    numbers: dict[Mark, int] = {}
    """Marks by number: a million journeys in a dozen cells each count the same ones again and again."""
    nothing: set[int] = set()
    for before, after in counted:
        was, is_ = (
            {numbers.setdefault(mark, len(numbers)) for mark in marks(facts, counting.zone)} if facts else nothing
            for facts in (before, after)
        )
        were_in, are_in = {WHOLE, *before.cells} if before else set(), {WHOLE, *after.cells}
        for cells, gone, come in (
            (were_in & are_in, was - is_, is_ - was),
            (were_in - are_in, was, nothing),
            (are_in - were_in, nothing, is_),
        ):
            for cell in cells:
                sums = changed[after.funnel, after.again, cell]
                sums.update(come)
                if gone:
                    sums.subtract(gone)
    return _rows(changed, list(numbers))


def _rows(changed: Mapping[Walks, Counter[int]], numbered: Sequence[Mark]) -> Sums:
    rows: dict[Key, list[int]] = {}
    for (funnel, again, cell), sums in changed.items():
        slice_, _, value = cell.partition("=")
        for number, times in sums.items():
            calendar, day, stage, figure = numbered[number]
            rows.setdefault((funnel, calendar, again, slice_, day, value, stage), [0] * len(FIGURES))[figure] += times
    return rows


STAGE_DAYS = JourneyRollup(table=stage_days, count=count)
