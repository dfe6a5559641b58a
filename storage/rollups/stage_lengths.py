"""How long stages took, by day: how many passes fell into each bucket of lengths, from the first entry to the pass.

By contact, a pass counts on the day its journey started; by calendar, on the day it happened. The stage without a name
is the funnel: from the start to the last stage passed that is a sale.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import tzinfo

from funnels.analytics.histogram import bucket_of
from storage.days import day_of
from storage.rollups.facts import Counted, JourneyFacts
from storage.rollups.of_journeys import JourneyRollup
from storage.rollups.rollup import Key, Sums
from storage.rollups.tables import stage_lengths
from storage.slices import Counting

FUNNEL = ""
"""The stage that is the whole way to the last sale."""


def count(counted: Iterable[Counted], counting: Counting) -> Sums:
    """What these journeys add and take back."""
    changed: Counter[Key] = Counter()
    for before, after in counted:
        if before:
            changed.subtract(_keys(before, counting.zone))
        changed.update(_keys(after, counting.zone))
    return {key: (number,) for key, number in changed.items()}


def _keys(facts: JourneyFacts, zone: tzinfo) -> Iterator[Key]:
    """The rows to which a journey adds one."""
    started, sold = day_of(facts.started, zone), 0
    for stage, passage in facts.passages.items():
        if passage.passed is not None:
            bucket = bucket_of(passage.passed - passage.reached)
            yield facts.funnel, False, facts.again, stage, bucket, started
            yield facts.funnel, True, facts.again, stage, bucket, day_of(passage.passed, zone)
            if stage in facts.sales:
                sold = max(sold, passage.passed)
    if sold:
        bucket = bucket_of(sold - facts.started)
        yield facts.funnel, False, facts.again, FUNNEL, bucket, started
        yield facts.funnel, True, facts.again, FUNNEL, bucket, day_of(sold, zone)


STAGE_LENGTHS = JourneyRollup(table=stage_lengths, count=count)
