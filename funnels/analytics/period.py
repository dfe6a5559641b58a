"""A period is whole days of the bot's own time zone, both ends included."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_BETWEEN = re.compile(r"\s*(?:\.\.|[-–—])\s*")
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"),
)
_EARLIEST = date(1970, 1, 1)
"""Nothing is kept of days before; those right before a period are days too, and may be asked for in any time zone."""

_TODAY = ("today", "сегодня")
_ALL = ("all", "всё", "все")


class PeriodError(ValueError):
    """These words are no period, or one that has not begun."""


@dataclass(frozen=True, kw_only=True)
class Period:
    """From the first day to the last; a period that is open on one side has None there."""

    first: date | None = None
    last: date | None = None

    @property
    def days(self) -> int | None:
        """How many days; None for an open period."""
        if self.first is None or self.last is None:
            return None
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        """Whether the day is in it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def before(self) -> "Period | None":
        """The period of the same length right before it; None for one that is open."""
        if self.first is None or self.days is None:
            return None
        return Period(first=self.first - self.days * _DAY, last=self.first - _DAY)


EVER = Period()


def last_days(days: int, today: date) -> Period:
    """So many days up to today, which counts as one of them."""
    return Period(first=today - (days - 1) * _DAY, last=today)


def parse_period(words: str, today: date) -> Period:
    """Read `today`, `7` (days up to today), `all`, `2026-03-01..2026-03-31`, `01.03.2026-31.03.2026` or one day.

    Raises:
        PeriodError: the words are none of these, end before they begin, or begin after today or long before Telegram.
    """
    said = words.strip().casefold()
    if said in _ALL:
        return EVER
    if said in _TODAY:
        return last_days(1, today)
    if said.isdecimal() and 0 < int(said) <= (today - _EARLIEST).days:
        return last_days(int(said), today)
    period = _dates(said)
    if period is None or period.first is None or period.last is None:
        raise PeriodError(words)
    if not _EARLIEST <= period.first <= min(period.last, today):
        raise PeriodError(words)
    return period


def _dates(said: str) -> Period | None:
    """Two dates with a dash or dots between them, or one: both ISO dates and dashes between dates have hyphens."""
    for found in _BETWEEN.finditer(said):
        first, last = _date(said[: found.start()]), _date(said[found.end() :])
        if first and last:
            return Period(first=first, last=last)
    day = _date(said)
    return Period(first=day, last=day) if day else None


def _date(said: str) -> date | None:
    for form in _DATES:
        if found := form.fullmatch(said):
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                return None
    return None
