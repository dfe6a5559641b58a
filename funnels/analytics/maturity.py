"""Whether a cohort has had the time to show what it does: a young one converts less only because it is young."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo

MATURE = 0.9
"""The share of a cohort that must have had the funnel's usual length, which itself is that of nine sales of ten."""

_DAY = timedelta(days=1)


def matured(started: Mapping[date, int], usual: timedelta, now: datetime, zone: tzinfo) -> float | None:
    """The share of these journeys that began at least `usual` before `now`; None where there are none.

    Args:
        started: how many began on each day of the zone; all of a day count as begun at its end.
        usual: the funnel's usual length, the 90th percentile of the way from the start to the last sale.
        now: any time zone.
        zone: whose days these are.
    """
    whole = sum(started.values())
    if not whole:
        return None
    return sum(count for day, count in started.items() if _end(day, zone) + usual <= now) / whole


def _end(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day + _DAY, time.min, zone)
