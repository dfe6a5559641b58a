"""Sending hours: timed messages come at a decent local hour; answers never wait."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAYS_TO_LOOK = 2


@lru_cache(maxsize=600)
def zone(name: str) -> ZoneInfo:
    """The time zone of an IANA name; raises `zoneinfo.ZoneInfoNotFoundError` for a name it does not know."""
    return ZoneInfo(name)


@dataclass(frozen=True, kw_only=True)
class SendingHours:
    """A daily window in local time, `start` included, `end` not; may run over midnight (22:00-02:00)."""

    start: time
    end: time

    def _windows(self, day: date, tz: ZoneInfo) -> list[tuple[datetime, datetime]]:
        windows = []
        for shift in range(-_DAYS_TO_LOOK, _DAYS_TO_LOOK + 1):
            opens_on = day + timedelta(days=shift)
            closes_on = opens_on if self.end > self.start else opens_on + timedelta(days=1)
            opens = datetime.combine(opens_on, self.start, tz).astimezone(UTC)
            closes = datetime.combine(closes_on, self.end, tz).astimezone(UTC)
            windows.append((opens, closes))
        return windows

    def not_before(self, moment: datetime, tz: ZoneInfo) -> datetime:
        """The first moment of a window at or after `moment` (UTC)."""
        for opens, closes in self._windows(moment.astimezone(tz).date(), tz):
            if moment < closes:
                return max(moment, opens)
        raise AssertionError("a window opens every day")

    def not_after(self, moment: datetime, tz: ZoneInfo) -> datetime:
        """The last moment of a window at or before `moment` (UTC)."""
        for opens, closes in reversed(self._windows(moment.astimezone(tz).date(), tz)):
            if moment >= opens:
                return min(moment, closes - timedelta(minutes=1))
        raise AssertionError("a window opens every day")
