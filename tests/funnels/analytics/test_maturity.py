"""A cohort is as mature as the share of it that has had the funnel's usual length."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from funnels.analytics.maturity import matured

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
WEEK = {MONDAY: 10, MONDAY + DAY: 30, MONDAY + 2 * DAY: 60}


@pytest.mark.parametrize(
    ("now", "share"),
    [
        (datetime(2026, 3, 4, 23, tzinfo=UTC), 0.0),
        (datetime(2026, 3, 5, tzinfo=UTC), 0.1),
        (datetime(2026, 3, 6, 12, tzinfo=UTC), 0.4),
        (datetime(2026, 3, 7, tzinfo=UTC), 1.0),
    ],
)
def test_journeys_mature_day_by_day(now: datetime, share: float) -> None:
    assert matured(WEEK, 2 * DAY, now, UTC) == pytest.approx(share)


def test_days_end_where_the_zone_says() -> None:
    now = datetime(2026, 3, 4, 21, tzinfo=UTC)
    assert matured(WEEK, 2 * DAY, now, UTC) == 0
    assert matured(WEEK, 2 * DAY, now, ZoneInfo("Europe/Moscow")) == pytest.approx(0.1)


def test_nobody_is_neither_young_nor_old() -> None:
    assert matured({}, DAY, datetime(2026, 3, 5, tzinfo=UTC), UTC) is None
    assert matured({MONDAY: 0}, DAY, datetime(2026, 3, 5, tzinfo=UTC), UTC) is None
