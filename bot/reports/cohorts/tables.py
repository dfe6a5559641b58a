"""Cohorts as tables: a row a cohort and age, so that none is wide; ages that were not lived have no row."""

from collections.abc import Iterator, Sequence

from bot.reports.tables import Table, Value
from funnels.analytics.average import average
from funnels.analytics.cohorts import Cohort
from funnels.analytics.ratio import ratio
from funnels.definition.money import Money

COHORT_MONEY = ("cohort", "cohort_size", "currency", "age", "age_is_over", "cohort_net", "ltv")


def tables(cohorts: Sequence[Cohort]) -> tuple[Table, ...]:
    """Who passed, and the money."""
    passed = Table(
        key="cohorts",
        title={"ru": "Когорты", "en": "Cohorts"},
        columns=("cohort", "cohort_size", "age", "age_is_over", "cohort_passed", "cohort_share"),
        rows=[
            (cohort.period.first, cohort.size, age, _is_over(age, cohort), passed, ratio(passed, cohort.size))
            for cohort in cohorts
            for age, passed in enumerate(cohort.passed)
        ],
    )
    money = Table(
        key="cohort_money",
        title={"ru": "Деньги когорт", "en": "Money of the cohorts"},
        columns=COHORT_MONEY,
        rows=money_rows(cohorts),
    )
    return (passed, money) if money.rows else (passed,)


def money_rows(cohorts: Sequence[Cohort]) -> list[tuple[Value, ...]]:
    """What each cohort had brought, by currency and age."""
    return list(_money(cohorts))


def _money(cohorts: Sequence[Cohort]) -> Iterator[tuple[Value, ...]]:
    for cohort in cohorts:
        for currency, revenue in cohort.revenue.items():
            for age, net in enumerate(revenue):
                each = average(net, cohort.size)
                yield (
                    cohort.period.first,
                    cohort.size,
                    currency,
                    age,
                    _is_over(age, cohort),
                    Money(amount=net, currency=currency),
                    None if each is None else Money(amount=each, currency=currency),
                )


def _is_over(age: int, cohort: Cohort) -> str:
    """The youngest age of a cohort is the week or month that is going on."""
    return "no" if age == len(cohort.passed) - 1 else "yes"
