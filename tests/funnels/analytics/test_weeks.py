"""Days in weeks that end with the last day."""

from datetime import date

from funnels.analytics.period import Period
from funnels.analytics.weeks import weeks


def day(number: int) -> date:
    return date(2026, 3, number)


def test_the_newest_week_is_whole_and_the_oldest_has_the_rest() -> None:
    counts = {day(1): (1, 2), day(2): (5, 5), day(8): (2, 3), day(9): (1, 1)}
    assert weeks(Period(first=day(1), last=day(9)), counts) == [
        (Period(first=day(1), last=day(2)), (6, 7)),
        (Period(first=day(3), last=day(9)), (3, 4)),
    ]


def test_a_week_of_nobody_is_there_too() -> None:
    assert [count for _, count in weeks(Period(first=day(1), last=day(14)), {day(10): (1, 4)})] == [(0, 0), (1, 4)]


def test_a_period_that_is_over_before_it_begins_has_none() -> None:
    assert weeks(Period(first=day(9), last=day(8)), {}) == []


def test_a_day_that_is_left_over_is_a_week_of_its_own() -> None:
    assert weeks(Period(first=day(1), last=day(8)), {day(1): (1, 2), day(8): (3, 4)}) == [
        (Period(first=day(1), last=day(1)), (1, 2)),
        (Period(first=day(2), last=day(8)), (3, 4)),
    ]
