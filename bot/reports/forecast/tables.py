"""The figures of `/forecast` as tables."""

from collections.abc import Iterator

from bot.reports.forecast.reckoning import TRAFFIC, Reckoning
from bot.reports.tables import Table, Value
from funnels.analytics.forecast import Outcome
from funnels.definition.money import Money


def tables(reckoning: Reckoning) -> tuple[Table, ...]:
    """The cohort and its age, counts, money by currency, and what a goal needs where there is one."""
    cohort, before, after = reckoning.cohort, reckoning.before, reckoning.after
    counts: list[tuple[Value, ...]] = [("started", "", before.started, after.started)]
    money: list[tuple[Value, ...]] = []
    stages = [flow.stage for flow in reckoning.baseline.stages]
    counts += [("passed", stage, before.passed[stage], after.passed[stage]) for stage in stages]
    for name in reckoning.currencies:
        counts += [
            ("orders", name, before.orders.get(name, 0.0), after.orders.get(name, 0.0)),
            ("romi", name, before.romi(name), after.romi(name)),
        ]
        money += [
            (what, _money(was.get(name, 0.0), name), _money(is_.get(name, 0.0), name))
            for what, was, is_ in (("net", before.revenue, after.revenue), ("spend", before.spend, after.spend))
        ]
        money += _each_start(before, after, name)
    needed = [
        (way, reckoning.baseline.started * one.value if way == TRAFFIC and one.value is not None else one.value)
        for way, one in reckoning.needed.items()
    ]
    found = (
        Table(
            key="forecast_cohort",
            title={"ru": "Из чего считаем", "en": "Reckoned from"},
            columns=("started", "usual_seconds", "matured"),
            rows=[(cohort.baseline.started, cohort.usual_seconds, cohort.matured)],
        ),
        Table(
            key="forecast",
            title={"ru": "Оценка", "en": "Estimate"},
            columns=("what", "of", "before", "after"),
            rows=counts,
        ),
        Table(
            key="forecast_money",
            title={"ru": "Деньги, оценка", "en": "Money, estimated"},
            columns=("what", "money_before", "money_after"),
            rows=money,
        ),
        Table(key="forecast_goal", title={"ru": "Цель", "en": "Target"}, columns=("what", "needed"), rows=needed),
    )
    return tuple(table for table in found if table.rows)


def _each_start(before: Outcome, after: Outcome, currency: str) -> Iterator[tuple[Value, ...]]:
    """What bringing one person here costs, where that is known."""
    was, is_ = before.spend_each(currency), after.spend_each(currency)
    if was is not None and is_ is not None:
        yield "spend_per_start", _money(was, currency), _money(is_, currency)


def _money(amount: float, currency: str) -> Money:
    """An estimate to the nearest minor unit."""
    return Money(amount=round(amount), currency=currency)
