"""A moment of somebody's own clock: `tomorrow 10:00`, `friday`, `1 March 2026 19:00`; see `moment_words`.

A weekday, an hour or a date without a year is the next one strictly after now. A day without an hour is the
beginning of its sending hours. An hour that the clocks jump over is the first moment after the jump, one that
comes twice is the first of the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import count

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class EveryDay:
    """Any day: an hour was written alone."""

    def days(self, today: date) -> Iterator[date]:
        """The days it can mean, the nearest first."""
        return (today + ahead * _DAY for ahead in count())


@dataclass(frozen=True, kw_only=True)
class Weekday:
    """A day of the week, 0 for Monday."""

    number: int

    def days(self, today: date) -> Iterator[date]:
        """The days it can mean, the nearest first."""
        first = today + (self.number - today.weekday()) % 7 * _DAY
        return (first + weeks * 7 * _DAY for weeks in count())


@dataclass(frozen=True, kw_only=True)
class DayOfYear:
    """A date without a year."""

    month: int
    day: int

    def days(self, today: date) -> Iterator[date]:
        """The days it can mean, the nearest first; 29 February is not in every year."""
        for year in count(today.year):
            try:
                yield date(year, self.month, self.day)
            except ValueError:
                continue


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """So many days after today."""

    count: int

    def days(self, today: date) -> Iterator[date]:
        """The one day it means."""
        yield today + self.count * _DAY


@dataclass(frozen=True, kw_only=True)
class OnDate:
    """One day of the calendar."""

    day: date

    def days(self, today: date) -> Iterator[date]:  # noqa: ARG002  # it is the same whatever day it is
        """The one day it means."""
        yield self.day


Day = EveryDay | Weekday | DayOfYear | Ahead | OnDate


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A day, perhaps with an hour; `zone` only where the text names its own (`2026-03-01T19:00+03:00`)."""

    source: str
    day: Day
    at: time | None = None
    zone: tzinfo | None = None

    @property
    def is_ahead(self) -> bool:
        """Whether it is after now, whatever now is."""
        return not (isinstance(self.day, OnDate) or (isinstance(self.day, Ahead) and self.day.count == 0))

    def resolve(self, now: datetime, zone: tzinfo, begin: time) -> datetime:
        """When it is (UTC), seen from `now` by a person in `zone`; past only if it names a past day or hour.

        A day without an hour begins at `begin`.
        """
        zone = self.zone or zone
        recurs = not isinstance(self.day, Ahead | OnDate)
        found = (on_clock(day, self.at or begin, zone) for day in self.day.days(now.astimezone(zone).date()))
        return next(moment for moment in found if moment > now or not recurs)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(cls, serialization=core_schema.to_string_ser_schema())

    def __str__(self) -> str:
        return self.source


def on_clock(day: date, at: time, zone: tzinfo) -> datetime:
    """When the clocks of the zone show this hour on this day (UTC)."""
    before, after = (datetime.combine(day, at.replace(fold=fold), zone).astimezone(UTC) for fold in (0, 1))
    if before <= after:
        return before
    return _jump(after, before, zone)


def _jump(earlier: datetime, later: datetime, zone: tzinfo) -> datetime:
    """The moment between the two (UTC) from which the clocks of the zone are ahead."""
    old = earlier.astimezone(zone).utcoffset()
    earlier, later = earlier.replace(microsecond=0), later.replace(microsecond=0) + timedelta(seconds=1)
    while later - earlier > timedelta(seconds=1):
        middle = (earlier + (later - earlier) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == old:
            earlier = middle
        else:
            later = middle
    return later


def shifted(
    moment: datetime, zone: tzinfo, *, plus: timedelta = timedelta(0), minus: timedelta = timedelta(0)
) -> datetime:
    """The moment so much later or earlier (UTC): whole days by the calendar, at the same hour, then the rest."""
    days = plus // _DAY - minus // _DAY
    if days:
        local = moment.astimezone(zone)
        moment = on_clock(local.date() + days * _DAY, local.time(), zone)
    return moment + plus % _DAY - minus % _DAY
