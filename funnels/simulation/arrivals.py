"""When people come: evenly over the days, over the hours as people are awake and at their phones."""

from bisect import bisect
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from funnels.simulation.chance import Chance

HOURS = (2, 1, 1, 1, 1, 2, 3, 5, 7, 8, 9, 9, 10, 9, 9, 9, 9, 10, 11, 12, 13, 12, 9, 5)
"""How many come in each hour of the local day, from midnight on, against the other hours: an assumption."""

_UP_TO = tuple(accumulate(HOURS))


def arrivals(people: int, *, first_day: date, days: int, zone: ZoneInfo, chance: Chance) -> Iterator[datetime]:
    """The moment (UTC) at which each of them comes, in no order."""
    for _ in range(people):
        day = first_day + timedelta(days=int(chance.random() * days))
        hour = bisect(_UP_TO, chance.random() * _UP_TO[-1])
        at = datetime.combine(day, time(hour), zone).astimezone(UTC)
        yield at + timedelta(hours=chance.random())
