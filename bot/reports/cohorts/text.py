"""`/cohorts` as Telegram messages: how each cohort stands now, and folded below it how it came to that."""

from collections.abc import Iterator, Sequence
from html import escape

from bot.reports.cohorts.naming import cohort_name
from bot.reports.cohorts.reading import CohortReport
from bot.reports.cohorts.words import NAME, WORDS
from bot.reports.figures import count
from bot.reports.head import heading
from bot.reports.marked import name_html, percent_html
from bot.reports.messages import Block, pack
from bot.reports.report import Asked
from funnels.analytics.average import average
from funnels.analytics.cohorts import MOST, Cohort
from funnels.analytics.ratio import ratio
from funnels.definition.money import Money, format_money

_SHOWN = 8
"""Cohorts of which the first block tells; all are in the folded ones."""


def render(asked: Asked, report: CohortReport, language: str) -> list[str]:
    """The report in this language."""
    return pack(_Text(asked, report, language).blocks())


class _Text:
    def __init__(self, asked: Asked, report: CohortReport, language: str) -> None:
        self._asked = asked
        self._report = report
        self._language = language
        self._words = WORDS[language]

    def blocks(self) -> Iterator[Block]:
        report, words = self._report, self._words
        head = heading(self._asked, NAME[report.unit][self._language], self._language)
        if not report.cohorts:
            yield Block(head=f"{head}\n\n{words.nobody}")
            return
        newest = report.cohorts[::-1]
        yield Block(head=f"{head}\n{self._what()}")
        yield Block(head="\n".join(map(self._now, newest[:_SHOWN])))
        title = f"<b>{words.ages[report.unit]}</b>"
        yield Block(head=title, quoted=tuple(map(self._shares, newest)), again=title)
        for currency in report.cohorts[0].revenue:
            title = f"<b>{words.money}, {currency}</b>"
            yield Block(head=title, quoted=tuple(self._revenue(newest, currency)), again=title)
        if len(report.cohorts) == MOST:
            yield Block(head=words.newest.format(n=MOST))

    def _what(self) -> str:
        stage = next((stage for stage in self._asked.script.stages if stage.stage == self._report.stage), None)
        if stage is None:
            return self._words.bought
        return self._words.passed.format(stage=name_html(str(stage.title or stage.stage)))

    def _now(self, cohort: Cohort) -> str:
        parts = [
            self._name(cohort),
            self._people(cohort),
            f"<b>{percent_html(ratio(cohort.passed[-1], cohort.size), self._language)}</b>",
            *(
                self._words.each.format(money=self._each(revenue[-1], cohort, currency))
                for currency, revenue in cohort.revenue.items()
                if cohort.size and revenue[-1]
            ),
        ]
        return " · ".join(parts)

    def _shares(self, cohort: Cohort) -> str:
        shares = (percent_html(ratio(passed, cohort.size), self._language) for passed in cohort.passed)
        return f"{self._name(cohort)} ({self._people(cohort)}): {' → '.join(shares)}…"

    def _revenue(self, cohorts: Sequence[Cohort], currency: str) -> Iterator[str]:
        for cohort in cohorts:
            if cohort.size:
                each = (self._each(net, cohort, currency) for net in cohort.revenue[currency])
                yield f"{self._name(cohort)}: {' → '.join(each)}…"

    def _each(self, net: int, cohort: Cohort, currency: str) -> str:
        each = Money(amount=average(net, cohort.size) or 0, currency=currency)
        return escape(format_money(each, self._language), quote=False)

    def _name(self, cohort: Cohort) -> str:
        return cohort_name(cohort.period, self._report.unit, self._language)

    def _people(self, cohort: Cohort) -> str:
        return self._words.people(self._language, cohort.size, n=count(cohort.size, self._language))
