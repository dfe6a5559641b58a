"""Days of a time zone, counted from the first of January 1970, which is day 0."""

from datetime import date, datetime, tzinfo
from functools import lru_cache

from sqlalchemy import Dialect, Integer, TypeDecorator

from storage.types import MICROSECONDS_A_SECOND

_QUARTER = 15 * 60 * MICROSECONDS_A_SECOND
_DAY_0 = date(1970, 1, 1).toordinal()


def day_of(micros: int, zone: tzinfo) -> int:
    """The day on which a moment (`micros`) falls there."""
    return _day_of_quarter(micros // _QUARTER, zone)


@lru_cache(maxsize=4096)
def _day_of_quarter(quarter: int, zone: tzinfo) -> int:
    """Clocks of the years in which there are bots differ by whole quarters of an hour."""
    return datetime.fromtimestamp(quarter * _QUARTER // MICROSECONDS_A_SECOND, zone).toordinal() - _DAY_0


def number_of(day: date) -> int:
    """The number of a date."""
    return day.toordinal() - _DAY_0


@lru_cache(maxsize=4096)
def first_together(number: int) -> int:
    """The first of the days around this one that are of one week (from Monday) and of one month with it.

    What is kept by it adds up to whole weeks and to whole months alike.
    """
    return max(number - date_of(number).weekday(), number - date_of(number).day + 1)


def date_of(number: int) -> date:
    """The reverse of `number_of`."""
    return date.fromordinal(number + _DAY_0)


class Day(TypeDecorator[date]):
    """A date, kept as its number."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: date | None, _dialect: Dialect) -> int | None:
        return None if value is None else number_of(value)

    def process_result_value(self, value: int | None, _dialect: Dialect) -> date | None:
        return None if value is None else date_of(value)
