"""When a digest is due and of which days it tells: whole days on the owners' own clock, the last of them yesterday."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from funnels.analytics.period import Period

Every = Literal["weekly", "daily"]

_DAY = timedelta(days=1)
_WEEK = 7


@dataclass(frozen=True, kw_only=True)
class Due:
    """A digest whose hour has come.

    Attributes:
        day: on which it came.
        period: of which it tells.
    """

    every: Every
    day: date
    period: Period


def due(every: Every, weekday: int, hour: int, *, now: datetime, zone: tzinfo) -> Due:
    """The newest digest whose hour is not after `now`, however long it is past.

    An hour that the clocks leave out comes when they have been moved; of one that comes twice, the first counts.

    Args:
        every: how often.
        weekday: of a weekly one, from 1 (Monday) to 7.
        hour: from 0 to 23, on the clock of `zone`.
        now: the moment it is.
        zone: whose days are meant.
    """
    day = now.astimezone(zone).date()
    while (every == "weekly" and day.isoweekday() != weekday) or datetime.combine(day, time(hour), zone) > now:
        day -= _DAY
    days = _WEEK if every == "weekly" else 1
    return Due(every=every, day=day, period=Period(first=day - days * _DAY, last=day - _DAY))
