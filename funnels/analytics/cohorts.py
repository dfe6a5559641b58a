"""Cohorts: who started in the same week or month, and what had become of them week by week or month by month.

A cohort's age is counted in the same units as cohorts are: what happens in the week of the start is of age 0, in the
week after it of age 1. Ages that have not begun are no figures; the youngest of each cohort is not over.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from typing import Literal

from funnels.analytics.period import Period

Unit = Literal["week", "month"]

_DAY = timedelta(days=1)

MOST = 26
"""Cohorts in one table."""


@dataclass(frozen=True, kw_only=True)
class Grown:
    """What the people of one cohort did at one age: those who passed, or minor units of a currency."""

    cohort: int
    """The place of the week or month in which they started."""
    at: int
    """The place of the week or month in which it happened."""
    amount: int


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """Attributes are cumulative: the last one is how it stands now.

    Attributes:
        period: its days; of the newest one some have not come.
        size: journeys that started in it.
        passed: by age, how many had passed the stage.
        revenue: by currency and age, what they had brought less what went back, in minor units.
    """

    period: Period
    size: int
    passed: tuple[int, ...]
    revenue: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def periods(unit: Unit, first: date, last: date) -> list[Period]:
    """The whole weeks (from Monday) or months, from the one with the first day to the one with the last."""
    found = []
    start = _start(unit, first)
    while start <= last:
        end = _last(unit, start)
        found.append(Period(first=start, last=end))
        start = end + _DAY
    return found


def grow(
    spans: Sequence[Period],
    sizes: Sequence[int],
    passed: Iterable[Grown],
    revenue: Mapping[str, Iterable[Grown]],
) -> list[Cohort]:
    """Add up what each cohort did, age by age.

    Args:
        spans: every week or month from the first cohort's to the one that is going on.
        sizes: how many started in each of the first of them: the cohorts there are.
        passed: who passed, once each.
        revenue: by currency, what came, and what went back as less than nothing.
    """
    by_age = _by_age(passed, len(sizes), len(spans))
    money = {currency: _by_age(grown, len(sizes), len(spans)) for currency, grown in sorted(revenue.items())}
    return [
        Cohort(
            period=spans[place],
            size=size,
            passed=by_age[place],
            revenue={currency: ages[place] for currency, ages in money.items()},
        )
        for place, size in enumerate(sizes)
    ]


def _by_age(grown: Iterable[Grown], cohorts: int, spans: int) -> list[tuple[int, ...]]:
    """For each cohort, cumulative by the ages it has lived."""
    ages = [[0] * (spans - place) for place in range(cohorts)]
    for one in grown:
        ages[one.cohort][max(one.at - one.cohort, 0)] += one.amount
    return [tuple(accumulate(row)) for row in ages]


def _start(unit: Unit, day: date) -> date:
    return day.replace(day=1) if unit == "month" else day - timedelta(days=day.weekday())


def _last(unit: Unit, start: date) -> date:
    return start + 6 * _DAY if unit == "week" else _start(unit, start + 31 * _DAY) - _DAY
