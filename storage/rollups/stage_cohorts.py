"""Stages by cohort: who passed each, by when their journey started and by when they passed, in every cell.

Both are told by the first of the days that are of one week and of one month (`storage.days.first_together`).
"""

from collections.abc import Iterable
from datetime import tzinfo
from functools import partial

from storage.days import day_of, first_together
from storage.rollups.by_cell import by_cell
from storage.rollups.facts import Counted, JourneyFacts
from storage.rollups.of_journeys import JourneyRollup
from storage.rollups.rollup import Key, Sums
from storage.rollups.tables import stage_cohorts
from storage.slices import Counting

Pass = tuple[str, int, int]
"""A stage, the cohort of the journey, and when it was passed."""


def count(counted: Iterable[Counted], counting: Counting) -> Sums:
    """What these journeys add and take back."""
    passes = by_cell(counted, partial(_passes, zone=counting.zone))
    rows: dict[Key, list[int]] = {(*walks, *one): [times] for walks, one, times in passes}
    return rows


def _passes(facts: JourneyFacts, zone: tzinfo) -> set[Pass]:
    cohort = first_together(day_of(facts.started, zone))
    return {
        (stage, cohort, first_together(day_of(passage.passed, zone)))
        for stage, passage in facts.passages.items()
        if passage.passed is not None
    }


STAGE_COHORTS = JourneyRollup(table=stage_cohorts, count=count)
