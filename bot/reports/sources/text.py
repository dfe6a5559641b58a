"""`/sources` as Telegram messages: two lines a source, its funnels folded below them."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from html import escape

from babel.numbers import format_decimal

from bot.reports.figures import UNDEFINED, count, duration, percent
from bot.reports.head import heading
from bot.reports.labels import clip
from bot.reports.messages import Block, pack
from bot.reports.report import Asked
from bot.reports.sources.figures import SourcesReport
from bot.reports.sources.words import CAMPAIGNS, NAME, WORDS, SourcesWords
from funnels.analytics.marks import MarkFigures
from funnels.analytics.ratio import ratio
from funnels.analytics.traffic import Count, Source
from funnels.definition.money import Money, format_money

_LABEL = 40
_MOST = 12
"""Sources that have a paragraph of their own."""

_NAMED = 20


def render(asked: Asked, report: SourcesReport, language: str) -> list[str]:
    """The report in this language."""
    return pack(_Text(asked, report, language).blocks())


class _Text:
    def __init__(self, asked: Asked, report: SourcesReport, language: str) -> None:
        self._asked = asked
        self._report = report
        self._language = language
        self._words: SourcesWords = WORDS[language]

    def blocks(self) -> Iterator[Block]:
        report, words = self._report, self._words
        name = CAMPAIGNS if report.wish.campaigns else NAME
        head = heading(self._asked, name[self._language], self._language)
        if not report.sources:
            yield Block(head=f"{head}\n\n{words.nothing}")
            return
        yield Block(head=f"{head}\n{words.models[report.wish.model]}")
        if len(report.sources) > 1:
            yield self._source(report.whole, words.whole)
        for source in report.sources[:_MOST]:
            yield self._source(source, self._name(source))
        if rest := report.sources[_MOST:]:
            lines = tuple("\n".join([f"<b>{self._name(source)}</b>", *self._short(source)]) for source in rest)
            yield Block(head=f"<b>{words.more}</b>", quoted=lines, again=f"<b>{words.more}</b>")
        if notes := list(self._notes()):
            yield Block(head="\n".join(notes))
        if report.marks:
            lines = tuple(self._mark(one) for one in report.marks)
            yield Block(head=f"<b>{words.marks}</b>", quoted=lines, again=f"<b>{words.marks}</b>")

    def _source(self, source: Source, name: str) -> Block:
        head = "\n".join([f"<b>{name}</b>", *self._short(source)])
        return Block(head=head, quoted=tuple(self._detail(source)), again=f"<b>{name}</b>")

    def _short(self, source: Source) -> Iterator[str]:
        counts = source.counts
        yield self._words.people.format(
            started=self._count(counts.started), leads=self._count(counts.leads), paid=self._count(source.paid_orders)
        )
        for currency, one in source.money.items():
            spend, net = (self._money(Money(amount=amount, currency=currency)) for amount in (one.spend, one.net))
            form = self._words.money if one.spend else self._words.revenue
            parts = [form.format(spend=spend, net=net)]
            if (romi := source.romi(currency)) is not None:
                parts.append(self._words.romi.format(romi=self._percent(romi)))
            yield " · ".join(parts)

    def _detail(self, source: Source) -> Iterator[str]:
        words, counts = self._words, source.counts
        if source.impressions or source.clicks:
            impressions, clicks = self._count(source.impressions), self._count(source.clicks)
            yield words.ads.format(impressions=impressions, clicks=clicks, ctr=self._percent(source.ctr))
        if counts.started:
            yield words.leads.format(rate=self._percent(source.lead_rate))
        if counts.orders or source.paid_orders:
            yield words.orders.format(
                orders=self._count(counts.orders),
                paid=self._count(source.paid_orders),
                customers=self._count(counts.customers),
                cr1=self._percent(source.cr1),
            )
        for currency, one in source.money.items():
            cpc = None if one.cpc is None or not one.spend else Money(amount=one.cpc, currency=currency)
            costs = (("CPC", cpc), ("CPL", source.cpl(currency)), ("CPO", source.cpo(currency)))
            if told := [f"{name} {self._money(money)}" for name, money in costs if money is not None]:
                yield " · ".join(told)
            if one.aov is not None:
                aov = self._money(Money(amount=one.aov, currency=currency))
                yield words.earned.format(aov=aov, each=self._money(source.per_subscriber(currency)))

    def _notes(self) -> Iterator[str]:
        words, sources = self._words, self._report.sources
        if idle := [one for one in sources if one.spent and not one.counts.started]:
            yield words.no_starts.format(names=self._names(map(self._name, idle)))
        if free := [one for one in sources if one.counts.started and not one.spent]:
            named = (f"{self._name(one)} ({self._count(one.counts.started)})" for one in free)
            yield words.no_spend.format(names=self._names(named))
        if self._report.shared:
            yield words.shared.format(names=self._names(map(self._label, self._report.shared)))

    def _mark(self, one: MarkFigures) -> str:
        words = self._words
        share = self._percent(ratio(one.count, self._report.whole.counts.started))
        line = words.marked.format(mark=words.points[one.mark], count=self._count(one.count), share=share)
        if one.median is None:
            return line
        length = duration(one.median.total_seconds(), self._language)
        return f"{line}\n{words.took.format(after=words.points[one.after], length=length)}"

    def _name(self, source: Source) -> str:
        nameless = self._words.no_campaign if self._report.wish.campaigns else self._words.no_source
        return self._label(source.name) or nameless

    def _names(self, names: Iterable[str]) -> str:
        known = list(names)
        return ", ".join(known[:_NAMED]) + (" …" if len(known) > _NAMED else "")

    def _label(self, name: str) -> str:
        return escape(clip(name, _LABEL), quote=False)

    def _count(self, number: Count) -> str:
        if isinstance(number, Fraction) and number.denominator > 1:
            return str(format_decimal(float(number), format="#,##0.##", locale=self._language))
        return count(int(number), self._language)

    def _money(self, money: Money | None) -> str:
        return UNDEFINED if money is None else escape(format_money(money, self._language), quote=False)

    def _percent(self, share: float | None) -> str:
        return escape(percent(share, self._language), quote=False)
