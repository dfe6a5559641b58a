"""Sales by variant: in how many journeys anything was bought after they took it, and is not given back.

The days are those of `storage.rollups.variant_days`.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import tzinfo

from storage.days import day_of
from storage.rollups.of_money import MoneyRollup, Turn
from storage.rollups.rollup import Key, Sums
from storage.rollups.tables import variant_sales


def count(turns: Iterable[Turn], zone: tzinfo) -> Sums:
    """What these turns come to."""
    rows: Counter[Key] = Counter()
    for walk, sign in turns:
        sold = max((order.sold for order in walk.orders if order.sold is not None), default=None)
        if sold is None:
            continue
        for (experiment, variant), (at, _) in walk.taken.items():
            if sold >= at:
                for calendar, moment in ((False, walk.started), (True, at)):
                    rows[walk.funnel, calendar, walk.again, experiment, variant, day_of(moment, zone)] += sign
    return {key: (journeys,) for key, journeys in rows.items()}


VARIANT_SALES = MoneyRollup(table=variant_sales, count=count)
