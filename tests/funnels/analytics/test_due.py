from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnels.analytics.due import Due, due
from funnels.analytics.period import Period

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
MONDAY = 1


def weekly(now: datetime, hour: int = 9, weekday: int = MONDAY) -> Due:
    return due("weekly", weekday, hour, now=now, zone=MOSCOW)


def test_on_monday_at_nine_it_tells_of_the_week_before() -> None:
    found = weekly(datetime(2026, 3, 9, 6, 0, tzinfo=UTC))
    assert found == Due(
        every="weekly", day=date(2026, 3, 9), period=Period(first=date(2026, 3, 2), last=date(2026, 3, 8))
    )


def test_a_minute_before_it_is_still_the_one_of_a_week_ago() -> None:
    assert weekly(datetime(2026, 3, 9, 5, 59, tzinfo=UTC)).day == date(2026, 3, 2)


def test_a_bot_that_slept_for_days_owes_the_newest_one() -> None:
    assert weekly(datetime(2026, 3, 14, 20, 0, tzinfo=UTC)).day == date(2026, 3, 9)


def test_a_daily_one_tells_of_yesterday() -> None:
    found = due("daily", MONDAY, 9, now=datetime(2026, 3, 9, 6, 30, tzinfo=UTC), zone=MOSCOW)
    assert found.period == Period(first=date(2026, 3, 8), last=date(2026, 3, 8))


def test_the_day_is_that_of_the_owners_clock() -> None:
    found = due("daily", MONDAY, 0, now=datetime(2026, 3, 8, 21, 30, tzinfo=UTC), zone=MOSCOW)
    assert (found.day, found.period) == (date(2026, 3, 9), Period(first=date(2026, 3, 8), last=date(2026, 3, 8)))
    assert weekly(datetime(2026, 3, 8, 21, 30, tzinfo=UTC), hour=0).day == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("utc_hour", "day"), [((0, 59), date(2026, 3, 28)), ((1, 0), date(2026, 3, 29)), ((1, 30), date(2026, 3, 29))]
)
def test_an_hour_the_clocks_leave_out_comes_when_they_have_moved(utc_hour: tuple[int, int], day: date) -> None:
    """In Berlin 02:00 on 29 March 2026 does not exist: at 01:00 UTC it is three o'clock."""
    assert due("daily", MONDAY, 2, now=datetime(2026, 3, 29, *utc_hour, tzinfo=UTC), zone=BERLIN).day == day


def test_an_hour_that_comes_twice_is_due_once() -> None:
    """On 25 October 2026 02:00 comes at 00:00 and at 01:00 UTC; both are the digest of one day."""
    moments = [datetime(2026, 10, 25, hour, minute, tzinfo=UTC) for hour in (0, 1) for minute in (0, 30)]
    assert {due("daily", MONDAY, 2, now=now, zone=BERLIN).day for now in moments} == {date(2026, 10, 25)}


@given(
    st.integers(0, 2 * 366 * 24 * 60),
    st.integers(1, 7),
    st.integers(0, 23),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Pacific/Chatham", "Europe/Moscow"]),
)
def test_one_digest_follows_the_other_without_a_gap(minutes: int, weekday: int, hour: int, name: str) -> None:
    now, zone = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes), ZoneInfo(name)
    for every, days in (("weekly", 7), ("daily", 1)):
        first = due(every, weekday, hour, now=now, zone=zone)
        later = due(every, weekday, hour, now=now + timedelta(days=days, hours=2), zone=zone)
        assert later.day - first.day in (timedelta(days=days), timedelta(days=2 * days))
        assert first.period.days == days
        assert datetime.combine(first.day, datetime.min.time(), zone) <= now
