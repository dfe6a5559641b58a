"""A cohort is who started together; what it had done is added up age by age, as far as it has lived."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from funnels.analytics.cohorts import Cohort, Grown, grow, periods
from funnels.analytics.period import Period

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_weeks_begin_on_monday() -> None:
    assert periods("week", date(2026, 3, 4), date(2026, 3, 9)) == [
        Period(first=date(2026, 3, 2), last=date(2026, 3, 8)),
        Period(first=date(2026, 3, 9), last=date(2026, 3, 15)),
    ]


def test_months_are_of_the_calendar() -> None:
    assert periods("month", date(2026, 1, 31), date(2026, 3, 1)) == [
        Period(first=date(2026, 1, 1), last=date(2026, 1, 31)),
        Period(first=date(2026, 2, 1), last=date(2026, 2, 28)),
        Period(first=date(2026, 3, 1), last=date(2026, 3, 31)),
    ]


@given(DAYS, st.integers(0, 900), st.sampled_from(("week", "month")))
def test_every_day_is_in_exactly_one_of_them(first: date, more: int, unit: str) -> None:
    last = first + timedelta(days=more)
    found = periods(unit, first, last)
    for day in (first, last, first + timedelta(days=more // 2)):
        assert [span.holds(day) for span in found].count(True) == 1
    assert found[0].holds(first)
    assert found[-1].holds(last)


def test_what_a_cohort_did_adds_up_and_ages_it_has_not_lived_are_not_there() -> None:
    spans = periods("month", date(2026, 1, 1), date(2026, 3, 10))
    passed = [Grown(cohort=0, at=0, amount=3), Grown(cohort=0, at=2, amount=1), Grown(cohort=1, at=2, amount=5)]
    stars = [Grown(cohort=1, at=1, amount=50)]
    money = {"XTR": stars, "RUB": [Grown(cohort=0, at=0, amount=900), Grown(cohort=0, at=1, amount=-300)]}
    found = grow(spans, [10, 20], passed, money)
    assert found == [
        Cohort(period=spans[0], size=10, passed=(3, 3, 4), revenue={"RUB": (900, 600, 600), "XTR": (0, 0, 0)}),
        Cohort(period=spans[1], size=20, passed=(0, 5), revenue={"RUB": (0, 0), "XTR": (50, 50)}),
    ]
    assert [*found[0].revenue] == ["RUB", "XTR"]


def test_what_a_clock_puts_before_the_start_is_of_the_first_age() -> None:
    spans = periods("week", date(2026, 3, 2), date(2026, 3, 29))
    (_, _, third) = grow(spans, [0, 0, 9], [Grown(cohort=2, at=1, amount=4)], {})
    assert third.passed == (4, 4)
