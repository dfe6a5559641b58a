"""Timed messages come at a decent local hour; answers never wait.

`sending_hours: 09:00-21:00` holds on the person's own clock. A follow-up that would come at night comes when the
hours begin, one counted back from a deadline when they end. Only a `wait` for an hour that is written is kept outside
of them.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_LAST_MINUTE = timedelta(minutes=1)
"""`end` itself is outside the window; a minute before it is the latest that is still decent."""

_AROUND = 3
"""Days before and after a day of UTC in which there is always a window that has opened, and one that will close."""


@lru_cache(maxsize=600)
def zone(name: str) -> ZoneInfo:
    """The time zone of an IANA name; raises `zoneinfo.ZoneInfoNotFoundError` for a name it does not know."""
    return ZoneInfo(name)


@dataclass(frozen=True, kw_only=True)
class SendingHours:
    """A daily window in local time, `start` included, `end` not; may run over midnight (22:00-02:00)."""

    start: time
    end: time

    def include(self, hour: time) -> bool:
        """Whether this hour of the clock is inside the window."""
        if self.end > self.start:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end

    def not_before(self, moment: datetime, tz: ZoneInfo) -> datetime:
        """The first moment of a window at or after `moment` (UTC)."""
        opens, closes = _windows(self.start, self.end, moment.date(), tz)
        return max(moment, opens[bisect_right(closes, moment)])

    def not_after(self, moment: datetime, tz: ZoneInfo) -> datetime:
        """The last moment of a window at or before `moment` (UTC)."""
        opens, closes = _windows(self.start, self.end, moment.date(), tz)
        return min(moment, closes[bisect_right(opens, moment) - 1] - _LAST_MINUTE)


@lru_cache(maxsize=4096)
def _windows(start: time, end: time, day: date, tz: ZoneInfo) -> tuple[list[datetime], list[datetime]]:
    """When the windows around this day of UTC open and close (UTC), earliest first; for everybody's timers of the day.

    None opens on a day when the clocks are put forward over the whole of it.
    """
    overnight = timedelta(days=0 if end > start else 1)
    opens, closes = list[datetime](), list[datetime]()
    for local in (day + timedelta(days=away) for away in range(-_AROUND, _AROUND + 1)):
        opening = datetime.combine(local, start, tz).astimezone(UTC)
        closing = datetime.combine(local + overnight, end, tz).astimezone(UTC)
        if opening < closing:
            opens.append(opening)
            closes.append(closing)
    return opens, closes
