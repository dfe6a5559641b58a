"""The figures of `/money`, read from storage in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reports.cohorts.cut import read_cut
from bot.reports.report import Asked
from funnels.analytics.average import average
from funnels.analytics.cohorts import Cohort
from funnels.analytics.question import Question
from funnels.analytics.ratio import ratio
from funnels.definition.money import Money
from storage.queries.cohorts import cohorts
from storage.queries.money import MoneyCount, money_counts, split_money
from storage.queries.revenue import Sold, Unearned, repeats, sold_by_method, sold_by_product, unearned
from storage.queries.stages import StageCount, split_counts, stage_counts
from storage.rollups.stage_days import START

MONTHS = 12
"""Cohorts whose LTV is shown."""


@dataclass(frozen=True, kw_only=True)
class Currency:
    """One currency in one period; Money is of it.

    Attributes:
        value: of the slice the question splits by; empty: the whole.
        started: journeys of the same days.
    """

    currency: str
    value: str
    started: int
    count: MoneyCount

    @property
    def revenue(self) -> Money:
        return self._money(self.count.revenue)

    @property
    def refunded(self) -> Money:
        return self._money(self.count.refunded)

    @property
    def net(self) -> Money:
        return self._money(self._net)

    @property
    def aov(self) -> Money | None:
        """Revenue / paid orders."""
        return self._each(self.count.revenue, self.count.paid_orders)

    @property
    def per_subscriber(self) -> Money | None:
        """Net revenue / journeys started."""
        return self._each(self._net, self.started)

    @property
    def _net(self) -> int:
        return self.count.revenue - self.count.refunded

    def _each(self, amount: int, among: int) -> Money | None:
        each = average(amount, among)
        return None if each is None else self._money(each)

    def _money(self, amount: int) -> Money:
        return Money(amount=amount, currency=self.currency)


@dataclass(frozen=True, kw_only=True)
class MoneyReport:
    """Everything `/money` shows.

    Attributes:
        before: the same of the period before, where there is one.
        split: by value of the slice that is asked for.
        bought: people with a paid order.
        bought_again: of them, people with two or more.
        cohorts: those of the newest months.
        later: net revenue of journeys of people who entered once more, where they do not count, by currency.
    """

    whole: Sequence[Currency]
    before: Sequence[Currency]
    split: Sequence[Currency]
    products: Sequence[Sold]
    methods: Sequence[Sold]
    bought: int
    bought_again: int
    unearned: Sequence[Unearned]
    cohorts: Sequence[Cohort]
    later: Mapping[str, Money]

    @property
    def repeat_rate(self) -> float | None:
        """Bought again / bought."""
        return ratio(self.bought_again, self.bought)

    @property
    def currencies(self) -> Sequence[str]:
        """Those of the period and of the one before."""
        return sorted({one.currency for one in (*self.whole, *self.before)})


async def read_money(asked: Asked) -> MoneyReport:
    """What the question asks for."""
    question, zone = asked.question, asked.zone
    before = question.period.before()
    async with asked.database.read() as conn:
        whole = await _whole(conn, question)
        bought, bought_again = await repeats(conn, question)
        return MoneyReport(
            whole=whole,
            before=await _whole(conn, replace(question, period=before)) if before else (),
            split=await _split(conn, question) if question.split else (),
            products=await sold_by_product(conn, question),
            methods=await sold_by_method(conn, question),
            bought=bought,
            bought_again=bought_again,
            unearned=await unearned(conn, question, zone),
            cohorts=await _months(conn, asked),
            later=await _later(conn, question, whole),
        )


async def _whole(conn: AsyncConnection, question: Question) -> list[Currency]:
    started = (await stage_counts(conn, question)).get(START, StageCount())
    return _currencies(await money_counts(conn, question), started)


async def _split(conn: AsyncConnection, question: Question) -> list[Currency]:
    """A value that started and brought nothing has no currency, and no row."""
    starts = await split_counts(conn, question)
    return [
        one
        for value, counts in (await split_money(conn, question)).items()
        for one in _currencies(counts, starts.get(value, {}).get(START, StageCount()), value)
    ]


async def _months(conn: AsyncConnection, asked: Asked) -> Sequence[Cohort]:
    cut = await read_cut(conn, asked, "month", most=MONTHS)
    return await cohorts(conn, asked.question, cut) if cut else ()


async def _later(conn: AsyncConnection, question: Question, whole: Sequence[Currency]) -> dict[str, Money]:
    if question.again:
        return {}
    counted = {one.currency: one.net.amount for one in whole}
    every = _currencies(await money_counts(conn, replace(question, again=True)), StageCount())
    later = {one.currency: one.net.amount - counted.get(one.currency, 0) for one in every}
    return {name: Money(amount=amount, currency=name) for name, amount in later.items() if amount}


def _currencies(counts: Mapping[str, MoneyCount], started: StageCount, value: str = "") -> list[Currency]:
    return [
        Currency(currency=currency, value=value, started=started.reached, count=count)
        for currency, count in counts.items()
    ]
