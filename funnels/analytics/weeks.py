"""Days in weeks that end with the last of them: the newest week is whole, the oldest may have fewer days."""

from collections.abc import Mapping
from datetime import date, timedelta

from funnels.analytics.judgement import Count
from funnels.analytics.period import Period

_WEEK = timedelta(weeks=1)
_DAY = timedelta(days=1)


def weeks(period: Period, counts: Mapping[date, Count]) -> list[tuple[Period, Count]]:
    """What was counted in each week of a period with both ends, the oldest first; a week of nobody is (0, 0)."""
    assert period.first is not None  # the caller's period has both ends
    assert period.last is not None
    found = []
    last = period.last
    while last >= period.first:
        week = Period(first=max(last - _WEEK + _DAY, period.first), last=last)
        inside = [count for day, count in counts.items() if week.holds(day)]
        found.append((week, (sum(passed for passed, _ in inside), sum(reached for _, reached in inside))))
        last -= _WEEK
    return found[::-1]
