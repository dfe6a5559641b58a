"""Timed messages come at a decent local hour; answers never wait.

`sending_hours: 09:00-21:00` holds on the person's own clock. A follow-up that would come at night comes when the
hours begin, one counted back from a deadline when they end. Only a `wait` for an hour that is written is kept outside
of them.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

_LAST_MINUTE = timedelta(minutes=1)
"""`end` itself is outside the window; a minute before it is the latest that is still decent."""


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

    @cached_property
    def overnight(self) -> timedelta:
        """How many days after it opens the window closes: none, or one."""
        return timedelta(days=0 if self.end > self.start else 1)

    def not_before(self, moment: datetime, tz: ZoneInfo) -> datetime:
        """The first moment of a window at or after `moment` (UTC)."""
        day = moment.astimezone(tz).date() - self.overnight
        while True:
            opens, closes = _window(self, day, tz)
            if moment < closes and opens < closes:
                return max(moment, opens)
            day += timedelta(days=1)

    def not_after(self, moment: datetime, tz: ZoneInfo) -> datetime:
        """The last moment of a window at or before `moment` (UTC)."""
        day = moment.astimezone(tz).date()
        while True:
            opens, closes = _window(self, day, tz)
            if moment >= opens and opens < closes:
                return min(moment, closes - _LAST_MINUTE)
            day -= timedelta(days=1)


@lru_cache(maxsize=4096)
def _window(hours: SendingHours, day: date, tz: ZoneInfo) -> tuple[datetime, datetime]:
    """When the window that opens on this local day opens and closes (UTC); one for all whose timers fall into it.

    It never opens on a day when the clocks are put forward over the whole of it.
    """
    opens = datetime.combine(day, hours.start, tz).astimezone(UTC)
    closes = datetime.combine(day + hours.overnight, hours.end, tz).astimezone(UTC)
    return opens, closes
