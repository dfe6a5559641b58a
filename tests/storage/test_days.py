"""A moment falls on the day of the clock on the wall, wherever the wall is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.days import date_of, day_of, number_of
from storage.types import MICROSECONDS_A_SECOND

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ZONES = ("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Chatham", "Australia/Lord_Howe")


@given(
    st.integers(0, 3 * 366 * 24 * 60 * 60 * MICROSECONDS_A_SECOND).map(lambda more: more + 1_735_689_600_000_000),
    st.sampled_from(ZONES),
)
def test_the_day_of_a_moment_is_that_of_its_zone(micros: int, name: str) -> None:
    """From the first of January 2025 on."""
    zone = ZoneInfo(name)
    assert date_of(day_of(micros, zone)) == (EPOCH + timedelta(microseconds=micros)).astimezone(zone).date()


@pytest.mark.parametrize("name", ZONES)
def test_a_day_begins_at_its_midnight_and_no_microsecond_before(name: str) -> None:
    zone = ZoneInfo(name)
    for day in (date(2026, 1, 15), date(2026, 3, 29), date(2026, 7, 15), date(2026, 10, 25)):
        midnight = (datetime(day.year, day.month, day.day, tzinfo=zone) - EPOCH) // timedelta(microseconds=1)
        assert day_of(midnight, zone) == number_of(day)
        assert day_of(midnight - 1, zone) == number_of(day) - 1


def test_day_0_is_the_first_of_january_1970() -> None:
    assert number_of(date(1970, 1, 1)) == 0
    assert date_of(20_515) == date(2026, 3, 3)
