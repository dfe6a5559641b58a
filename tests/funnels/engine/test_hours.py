"""Sending hours are local, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from funnels.engine.hours import SendingHours

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
DAY = SendingHours(start=time(9), end=time(21))
NIGHT = SendingHours(start=time(22), end=time(2))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "zone", "moment", "expected"),
    [
        pytest.param(DAY, UTC, "2026-03-02 12:00", "2026-03-02 12:00", id="inside"),
        pytest.param(DAY, UTC, "2026-03-02 08:59", "2026-03-02 09:00", id="before"),
        pytest.param(DAY, UTC, "2026-03-02 09:00", "2026-03-02 09:00", id="the first minute is inside"),
        pytest.param(DAY, UTC, "2026-03-02 21:00", "2026-03-03 09:00", id="the end is outside"),
        pytest.param(NIGHT, UTC, "2026-03-02 23:00", "2026-03-02 23:00", id="before midnight"),
        pytest.param(NIGHT, UTC, "2026-03-03 01:59", "2026-03-03 01:59", id="after midnight"),
        pytest.param(NIGHT, UTC, "2026-03-03 02:00", "2026-03-03 22:00", id="after the night"),
        pytest.param(DAY, BERLIN, "2026-03-28 20:00", "2026-03-29 07:00", id="into summer time"),
        pytest.param(DAY, BERLIN, "2026-10-24 19:00", "2026-10-25 08:00", id="out of summer time"),
        pytest.param(DAY, NEW_YORK, "2026-03-08 02:00", "2026-03-08 13:00", id="west, into summer time"),
        pytest.param(
            SendingHours(start=time(2, 50), end=time(3, 5)),
            NEW_YORK,
            "2026-03-08 06:00",
            "2026-03-09 06:50",
            id="a window that the clocks jump over",
        ),
    ],
)
def test_not_before(hours: SendingHours, zone: ZoneInfo, moment: str, expected: str) -> None:
    assert hours.not_before(utc(moment), zone) == utc(expected)


@pytest.mark.parametrize(
    ("hours", "zone", "moment", "expected"),
    [
        pytest.param(DAY, UTC, "2026-03-02 12:00", "2026-03-02 12:00", id="inside"),
        pytest.param(DAY, UTC, "2026-03-02 22:00", "2026-03-02 20:59", id="after"),
        pytest.param(DAY, UTC, "2026-03-02 08:00", "2026-03-01 20:59", id="before"),
        pytest.param(DAY, UTC, "2026-03-02 09:00", "2026-03-02 09:00", id="the first minute is inside"),
        pytest.param(DAY, UTC, "2026-03-02 21:00", "2026-03-02 20:59", id="the end is outside"),
        pytest.param(NIGHT, UTC, "2026-03-02 12:00", "2026-03-02 01:59", id="noon"),
        pytest.param(NIGHT, UTC, "2026-03-02 01:00", "2026-03-02 01:00", id="night"),
        pytest.param(DAY, BERLIN, "2026-03-29 05:00", "2026-03-28 19:59", id="into summer time"),
        pytest.param(DAY, BERLIN, "2026-10-25 07:00", "2026-10-24 18:59", id="out of summer time"),
    ],
)
def test_not_after(hours: SendingHours, zone: ZoneInfo, moment: str, expected: str) -> None:
    assert hours.not_after(utc(moment), zone) == utc(expected)


@pytest.mark.parametrize(
    ("hours", "inside", "outside"),
    [
        (DAY, [time(9), time(20, 59)], [time(8, 59), time(21)]),
        (NIGHT, [time(22), time(1, 59)], [time(21, 59), time(2)]),
    ],
)
def test_which_hours_of_the_clock_are_inside(hours: SendingHours, inside: list[time], outside: list[time]) -> None:
    assert [hours.include(hour) for hour in inside + outside] == [True, True, False, False]


CLOCK = st.builds(time, st.integers(0, 23), st.integers(0, 59))
WINDOWS = st.builds(SendingHours, start=CLOCK, end=CLOCK).filter(lambda hours: hours.start != hours.end)
ZONES = st.sampled_from([UTC, BERLIN, NEW_YORK, ZoneInfo("Asia/Kathmandu"), ZoneInfo("America/Havana")])
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # naive bounds


def is_inside(hours: SendingHours, moment: datetime, zone: ZoneInfo) -> bool:
    clock = moment.astimezone(zone).time()
    if hours.start < hours.end:
        return hours.start <= clock < hours.end
    return clock >= hours.start or clock < hours.end


def is_ordinary(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks are not changed around that day, when local times are skipped or come twice."""
    day: date = moment.astimezone(zone).date()
    noons = (datetime.combine(day + timedelta(days=days), time(12), zone) for days in (-3, 3))
    return len({noon.utcoffset() for noon in noons}) == 1


@given(WINDOWS, MOMENTS, ZONES)
def test_the_moment_found_is_inside_and_none_is_nearer(hours: SendingHours, moment: datetime, zone: ZoneInfo) -> None:
    later, earlier = hours.not_before(moment, zone), hours.not_after(moment, zone)
    assert earlier <= moment <= later
    assume(is_ordinary(moment, zone))
    assert is_inside(hours, later, zone)
    assert is_inside(hours, earlier, zone)
    if is_inside(hours, moment, zone):
        assert later == moment
        assert moment - earlier < timedelta(minutes=1)
    else:
        assert not is_inside(hours, later - timedelta(minutes=1), zone)


EVERY_ZONE = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
YEARS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  # naive bounds
DAYTIME = st.builds(
    lambda start, length: SendingHours(start=time(start), end=time(start + length)),
    st.integers(4, 12),
    st.integers(4, 11),
)


@given(DAYTIME, YEARS, EVERY_ZONE)
def test_daytime_hours_hold_in_every_zone_also_when_its_clocks_change(
    hours: SendingHours, moment: datetime, zone: ZoneInfo
) -> None:
    later, earlier = hours.not_before(moment, zone), hours.not_after(moment, zone)
    assert earlier <= moment <= later
    assert hours.include(later.astimezone(zone).time())
    assert hours.include(earlier.astimezone(zone).time())
    assert hours.not_before(later, zone) == later
    assert hours.not_after(earlier, zone) == earlier
    assert later - moment < timedelta(hours=48)
    assert is_inside(hours, moment, zone) == hours.include(moment.astimezone(zone).time())
