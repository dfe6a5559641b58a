"""A person names their city as people do, or says what their clock shows."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnels.engine.cities import find_city, find_clock
from funnels.engine.city_names import ALIASES, CITIES

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "name", "zone"),
    [
        ("Москва", "Москва", "Europe/Moscow"),
        (" г. екатеринбург ", "Екатеринбург", "Asia/Yekaterinburg"),
        ("Екатиринбург", "Екатеринбург", "Asia/Yekaterinburg"),
        ("Казань, Россия", "Казань", "Europe/Moscow"),
        ("ростов на дону", "Ростов-на-Дону", "Europe/Moscow"),
        ("ОРЕЛ", "Орёл", "Europe/Moscow"),
        ("спб", "Санкт-Петербург", "Europe/Moscow"),
        ("Томск", "Томск", "Asia/Tomsk"),
        ("Тбилисси", "Тбилиси", "Asia/Tbilisi"),
        ("st. petersburg", "Saint Petersburg", "Europe/Moscow"),
        ("nizhny novgorod", "Nizhny Novgorod", "Europe/Moscow"),
        ("Kiev", "Kyiv", "Europe/Kyiv"),
        ("Нью Йорк", "Нью-Йорк", "America/New_York"),
        ("paris", "Paris", "Europe/Paris"),
        ("Токио", "Токио", "Asia/Tokyo"),
    ],
)
def test_a_city_is_known(typed: str, name: str, zone: str) -> None:
    found = find_city(typed)
    assert found is not None
    assert (found.name, found.zone) == (name, zone)


@pytest.mark.parametrize("typed", ["", "дома", "Бомск", "15:30", "х" * 100, "-", "г."])
def test_what_is_no_city(typed: str) -> None:
    assert find_city(typed) is None


def test_a_mistake_that_may_mean_two_zones_is_no_city() -> None:
    """Саратов or Сараево?"""
    assert find_city("Сараово") is None


def test_every_city_of_the_table_is_found_in_a_zone_there_is() -> None:
    assert set(CITIES) <= available_timezones()
    for zone, cities in CITIES.items():
        for name in cities.replace("/", ",").split(","):
            found = find_city(name)
            assert found is not None, name
            assert (found.zone, find_city(found.name)) == (zone, found)
    assert all(find_city(short) == find_city(name) for short, name in ALIASES.items())


@pytest.mark.parametrize(
    ("typed", "now", "home", "name", "zone"),
    [
        ("15:00", NOON, "Europe/Moscow", "UTC+3", "Europe/Moscow"),
        ("17:04", NOON, "Europe/Moscow", "UTC+5", "Asia/Yekaterinburg"),
        ("17.04", NOON, "Asia/Almaty", "UTC+5", "Asia/Almaty"),
        ("МСК+2", NOON, "UTC", "UTC+5", "Asia/Yekaterinburg"),
        ("utc +2", NOON, "Europe/Moscow", "UTC+2", "Europe/Kaliningrad"),
        ("13:00", NOON, "Europe/Moscow", "UTC+1", "Europe/Berlin"),
        ("13:00", SUMMER, "Europe/Moscow", "UTC+1", "Europe/London"),
        ("8:00", SUMMER, "America/Los_Angeles", "UTC-4", "America/New_York"),
        ("17:30", NOON, "UTC", "UTC+5:30", "Asia/Kolkata"),
        ("22:00", NOON, "Australia/Perth", "UTC+10", "Australia/Brisbane"),
        ("\N{MINUS SIGN}5", NOON, "America/New_York", "UTC-5", "America/New_York"),
    ],
)
def test_a_clock_tells_the_zone(typed: str, now: datetime, home: str, name: str, zone: str) -> None:
    found = find_clock(typed, now, home)
    assert found is not None
    assert (found.name, found.zone) == (name, zone)


@pytest.mark.parametrize("typed", ["24:00", "25:00", "10:75", "12:22", "noon", "Москва", ""])
def test_what_is_no_clock(typed: str) -> None:
    assert find_clock(typed, NOON, "Europe/Moscow") is None


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001  # naive bounds
    st.sampled_from(sorted(CITIES)),
    st.sampled_from(sorted(CITIES)),
    st.integers(-6, 6),
)
def test_the_zone_of_a_clock_shows_that_hour(now: datetime, theirs: str, home: str, wrong: int) -> None:
    shown = now.astimezone(ZoneInfo(theirs)) + timedelta(minutes=wrong)
    found = find_clock(f"{shown:%H:%M}", now, home)
    assert found is not None
    assert abs(now.astimezone(ZoneInfo(found.zone)).replace(tzinfo=UTC) - shown.replace(tzinfo=UTC)) % timedelta(
        days=1
    ) <= timedelta(minutes=6)
    assert find_clock(found.name, now, home) == found
