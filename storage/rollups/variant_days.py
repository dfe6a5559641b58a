"""Variants by day: how many journeys took each, and of them how many passed each stage afterwards.

By contact, a journey counts on the day it started; by calendar, on the day it took the variant: both follow it to
today. It counts once in every variant it took, and has `taken` it in the stage in which the split stood then.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import Literal

from storage.days import day_of
from storage.rollups.facts import Counted, JourneyFacts
from storage.rollups.of_journeys import JourneyRollup
from storage.rollups.rollup import Key, Sums
from storage.rollups.tables import variant_days
from storage.slices import Counting

Figure = Literal["taken", "passed"]
FIGURES: tuple[Figure, ...] = ("taken", "passed")


def count(counted: Iterable[Counted], counting: Counting) -> Sums:
    """What these journeys add and take back."""
    rows: defaultdict[Key, list[int]] = defaultdict(lambda: [0] * len(FIGURES))
    for before, after in counted:
        for facts, sign in ((before, -1), (after, 1)):
            for key, figure in _marks(facts, counting.zone) if facts else ():
                rows[key][FIGURES.index(figure)] += sign
    return rows


def _marks(facts: JourneyFacts, zone: tzinfo) -> Iterator[tuple[Key, Figure]]:
    for (experiment, variant), (at, stage) in facts.taken.items():
        found: list[tuple[str, Figure]] = [(stage, "taken")]
        for name, passage in facts.passages.items():
            if passage.passed is not None and passage.passed >= at:
                found.append((name, "passed"))
        for calendar, day in ((False, day_of(facts.started, zone)), (True, day_of(at, zone))):
            for name, figure in found:
                yield (facts.funnel, calendar, facts.again, experiment, variant, day, name), figure


VARIANT_DAYS = JourneyRollup(table=variant_days, count=count)
