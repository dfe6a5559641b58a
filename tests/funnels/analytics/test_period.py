"""Words become days, both ends included; what is no period is refused."""

from datetime import date

import pytest

from funnels.analytics.period import EVER, Period, PeriodError, last_days, parse_period

TODAY = date(2026, 3, 15)


def days(first: str, last: str) -> Period:
    return Period(first=date.fromisoformat(first), last=date.fromisoformat(last))


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("today", days("2026-03-15", "2026-03-15")),
        ("Сегодня", days("2026-03-15", "2026-03-15")),
        ("7", days("2026-03-09", "2026-03-15")),
        ("2026-03-15", days("2026-03-15", "2026-03-15")),
        ("all", EVER),
        ("всё", EVER),
        ("2026-03-01..2026-03-10", days("2026-03-01", "2026-03-10")),
        ("2026-03-01 - 2026-03-10", days("2026-03-01", "2026-03-10")),
        ("2026-3-1-2026-3-10", days("2026-03-01", "2026-03-10")),
        ("01.03.2026-10.03.2026", days("2026-03-01", "2026-03-10")),
        ("1.3.2026 — 10.3.2026", days("2026-03-01", "2026-03-10")),
        ("1.3.2026..10.3.2026", days("2026-03-01", "2026-03-10")),
        ("10.03.2026", days("2026-03-10", "2026-03-10")),
        ("2026-03-10..2026-04-10", days("2026-03-10", "2026-04-10")),
    ],
)
def test_words_become_days(words: str, period: Period) -> None:
    assert parse_period(words, TODAY) == period


@pytest.mark.parametrize(
    "words",
    [
        "",
        "0",
        "-7",
        "soon",
        "2026-02-30",
        "10.03.2026-01.03.2026",
        "2026-03-16",
        "16.03.2026-20.03.2026",
        "99999999999",
        "500000",
        "0001-01-01..2026-03-01",
        "2026-03-01..",
        "..2026-03-01",
    ],
)
def test_what_is_no_period_or_has_not_begun_is_refused(words: str) -> None:
    with pytest.raises(PeriodError):
        parse_period(words, TODAY)


def test_the_period_before_is_as_long_and_ends_the_day_before() -> None:
    week = last_days(7, TODAY)
    assert week.before() == days("2026-03-02", "2026-03-08")
    assert week.days == 7
    assert EVER.before() is None
    assert EVER.days is None


def test_both_ends_are_in_it() -> None:
    week = last_days(7, TODAY)
    assert [week.holds(date(2026, 3, day)) for day in (8, 9, 15, 16)] == [False, True, True, False]
    assert EVER.holds(TODAY)
