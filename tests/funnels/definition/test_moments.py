"""A moment is what its words say, on the clocks of every zone there is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from funnels.definition.findings import RefusedError
from funnels.definition.moment_words import find_moment, parse_moment
from funnels.definition.moments import on_clock, shifted

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
MONDAY_NOON = datetime(2026, 3, 2, 9, tzinfo=UTC)
NINE = time(9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01", "2026-03-01 09:00"),
        ("2026-03-01 19:00", "2026-03-01 19:00"),
        ("2026-03-01T19:00:30", "2026-03-01 19:00"),
        ("2026-03-01T19:00+05:00", "2026-03-01 17:00"),
        ("2026-03-01T19:00:00Z", "2026-03-01 22:00"),
        ("1 March 2026 19:00", "2026-03-01 19:00"),
        ("March 1st, 2026 at 7pm", "2026-03-01 19:00"),
        ("1 марта 19:00", "2027-03-01 19:00"),
        ("3 марта", "2026-03-03 09:00"),
        ("1 марта 2026 г. в 19:00", "2026-03-01 19:00"),
        ("29 February", "2028-02-29 09:00"),
        ("01.03.2026 19:00", "2026-03-01 19:00"),
        ("02.03 12:00", "2027-03-02 12:00"),
        ("monday", "2026-03-09 09:00"),
        ("Monday 12:01", "2026-03-02 12:01"),
        ("понедельник в 10:00", "2026-03-09 10:00"),
        ("в пятницу 19:30", "2026-03-06 19:30"),
        ("во вторник", "2026-03-03 09:00"),
        ("next Friday", "2026-03-06 09:00"),
        ("10:00", "2026-03-03 10:00"),
        ("в 13:00", "2026-03-02 13:00"),
        ("12 am", "2026-03-03 00:00"),
        ("12:30 pm", "2026-03-02 12:30"),
        ("today 10:00", "2026-03-02 10:00"),
        ("tomorrow", "2026-03-03 09:00"),
        ("завтра в 10:00", "2026-03-03 10:00"),
        ("послезавтра", "2026-03-04 09:00"),
        ("in 3 days at 10:00", "2026-03-05 10:00"),
        ("через 3 дня в 10:00", "2026-03-05 10:00"),
        ("через неделю", "2026-03-09 09:00"),
        ("in a week", "2026-03-09 09:00"),
    ],
)
def test_people_write_moments_in_many_ways(text: str, expected: str) -> None:
    found = parse_moment(text).resolve(MONDAY_NOON, MOSCOW, NINE)
    assert f"{found.astimezone(MOSCOW):%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize("text", ["", "soon", "2 days", "10", "march", "friday evening", "x" * 100])
def test_what_is_no_moment(text: str) -> None:
    assert find_moment(text) is None
    with pytest.raises(RefusedError, match="is no date, weekday or hour; write it as `2026-03-01 19:00`"):
        parse_moment(text)


@pytest.mark.parametrize(
    "text", ["30.02.2026", "2026-13-01", "25:00", "10:75", "13 pm", "0 am", "2026-02-30T10:00", "1/3/26"]
)
def test_a_day_or_an_hour_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match=text):
        find_moment(text)


@given(
    st.text() | st.from_regex(r"(в |on |in )?\d{1,4}[-. ]\d{1,2}[-. /]\d{0,4}( \d\d:\d\d)?( ?[ap]m)?", fullmatch=True)
)
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    try:
        moment = parse_moment(text)
    except RefusedError:
        return
    assert parse_moment(str(moment)) == moment
    assert moment.resolve(MONDAY_NOON, MOSCOW, NINE).tzinfo is UTC


ZONES = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
NOWS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  # naive bounds
CLOCK = st.builds(time, st.integers(0, 23), st.integers(0, 59))
DAYS = ("monday", "вторник", "wed", "в четверг", "next friday", "сб", "sunday")
AHEAD = st.sampled_from([*DAYS, "", "завтра", "in 2 days", "29 февраля", "31.12", "1 may"])


def offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


@given(AHEAD, CLOCK, NOWS, ZONES)
@example("", time(2, 30), datetime(2026, 3, 28, 12, tzinfo=UTC), BERLIN)
@example("", time(2, 30), datetime(2026, 10, 25, 0, 45, tzinfo=UTC), BERLIN)
@example("", time(0, 0), datetime(2026, 4, 23, 12, tzinfo=UTC), ZoneInfo("Africa/Cairo"))
def test_what_recurs_is_strictly_ahead_and_at_the_hour_that_is_written(
    day: str, at: time, now: datetime, zone: ZoneInfo
) -> None:
    moment = parse_moment(f"{day} {at:%H:%M}".strip())
    assert moment.is_ahead
    found = moment.resolve(now, zone, NINE)
    assert found > now
    local = found.astimezone(zone)
    second = timedelta(seconds=1)
    if local.time() == at:
        assert local.fold == 0
    else:
        assert local.time() > at or local.date() > now.astimezone(zone).date()
        jump = (offset(found, zone) or second) - (offset(found - second, zone) or second)
        assert jump > timedelta(0), "only the first moment after a jump of the clocks may have another hour"
    if day in DAYS and local.time() == at:
        assert local.weekday() == DAYS.index(day)


@given(AHEAD.filter(lambda day: not day.startswith(("завтра", "in"))), CLOCK, NOWS, ZONES, st.floats(0, 0.999))
def test_the_same_moment_is_meant_until_it_comes(
    day: str, at: time, now: datetime, zone: ZoneInfo, share: float
) -> None:
    moment = parse_moment(f"{day} {at:%H:%M}".strip())
    found = moment.resolve(now, zone, NINE)
    assert moment.resolve(now + (found - now) * share, zone, NINE) == found


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), CLOCK, ZONES)
def test_a_date_is_that_day_in_every_spelling(day: date, at: time, zone: ZoneInfo) -> None:
    english = f"{day.day} {day:%B} {day.year} {at:%H:%M}"
    found = {
        parse_moment(text).resolve(MONDAY_NOON, zone, NINE)
        for text in (f"{day} {at:%H:%M}", f"{day:%d.%m.%Y} {at:%H:%M}", english, f"{day}T{at:%H:%M}")
    }
    assert found == {on_clock(day, at, zone)}


@given(NOWS, ZONES, st.integers(0, 400), st.integers(0, 23))
def test_whole_days_are_counted_on_the_calendar(now: datetime, zone: ZoneInfo, days: int, hours: int) -> None:
    later = shifted(now, zone, plus=timedelta(days=days, hours=hours)) - timedelta(hours=hours)
    assume(later.astimezone(zone).time() == now.astimezone(zone).time())
    assert later.astimezone(zone).date() == now.astimezone(zone).date() + timedelta(days=days)


def test_a_day_later_is_at_the_same_hour_though_the_clocks_have_changed() -> None:
    before = datetime(2026, 3, 28, 10, tzinfo=BERLIN)
    assert shifted(before, BERLIN, plus=timedelta(days=1)) == datetime(2026, 3, 29, 10, tzinfo=BERLIN)
    after = datetime(2026, 3, 29, 10, tzinfo=BERLIN)
    assert shifted(after, BERLIN, minus=timedelta(days=1, hours=1)) == datetime(2026, 3, 28, 9, tzinfo=BERLIN)
