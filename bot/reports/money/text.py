"""`/money` as Telegram messages: a currency a paragraph, its details folded below it."""

from collections.abc import Iterable, Iterator
from html import escape

from bot.reports.cohorts.naming import cohort_name
from bot.reports.figures import UNDEFINED, count
from bot.reports.head import heading
from bot.reports.marked import name_html, percent_html
from bot.reports.messages import Block, pack
from bot.reports.money.figures import Currency, MoneyReport
from bot.reports.money.words import NAME, WORDS, MoneyWords
from bot.reports.report import Asked
from bot.reports.slices import value_name
from funnels.analytics.average import average
from funnels.analytics.question import Cell
from funnels.definition.money import Money, format_money
from storage.queries.revenue import Sold


def render(asked: Asked, report: MoneyReport, language: str) -> list[str]:
    """The report in this language."""
    return pack(_Text(asked, report, language).blocks())


class _Text:
    def __init__(self, asked: Asked, report: MoneyReport, language: str) -> None:
        self._asked = asked
        self._report = report
        self._language = language
        self._words: MoneyWords = WORDS[language]

    def blocks(self) -> Iterator[Block]:
        head = heading(self._asked, NAME[self._language], self._language)
        report, words = self._report, self._words
        yield Block(head=head if report.currencies else f"{head}\n\n{words.nothing}")
        for currency in report.currencies:
            yield self._currency(currency)
        if report.bought:
            rate = percent_html(report.repeat_rate, self._language)
            once, again = self._count(report.bought), self._count(report.bought_again)
            yield Block(head=words.repeat.format(again=again, once=once, rate=rate))
        yield from self._folded(words.split, map(self._value, report.split))
        yield from self._folded(words.ltv, self._ltv(), words.ltv_hint)
        if report.unearned:
            yield Block(head="\n".join([f"<b>{words.unearned}</b>", *self._unearned()]))
        for money in report.later.values():
            yield Block(head=words.later.format(money=self._money(money)))

    def _currency(self, currency: str) -> Block:
        words = self._words
        was = next((one for one in self._report.before if one.currency == currency), None)
        now = next((one for one in self._report.whole if one.currency == currency), None)
        lines = [words.net.format(net=self._money(now.net if now else Money(amount=0, currency=currency)))]
        if self._report.before:
            lines.append(words.before.format(net=self._money(was.net)) if was else words.none_before)
        if now:
            lines += self._figures(now)
        quoted = (
            *self._sold(words.products, self._report.products, currency),
            *self._sold(words.methods, self._report.methods, currency),
        )
        return Block(head="\n".join(lines), quoted=quoted, again=currency)

    def _figures(self, now: Currency) -> Iterator[str]:
        words, counted = self._words, now.count
        if counted.refunds:
            yield words.refunded.format(
                revenue=self._money(now.revenue), refunded=self._money(now.refunded), times=self._count(counted.refunds)
            )
        yield words.orders.format(
            orders=self._count(counted.orders),
            paid=self._count(counted.paid_orders),
            buyers=self._count(counted.buyers),
        )
        if counted.paid_orders:
            yield words.averages.format(aov=self._money(now.aov), each=self._money(now.per_subscriber))

    def _sold(self, title: str, sold: Iterable[Sold], currency: str) -> Iterator[str]:
        of = [one for one in sold if one.currency == currency]
        if of:
            yield f"<b>{title}</b>"
        for one in sorted(of, key=lambda one: -one.revenue):
            net = Money(amount=one.revenue - one.refunded, currency=currency)
            yield f"{name_html(self._product(one.name))}: {self._count(one.orders)} · {self._money(net)}"

    def _product(self, name: str) -> str:
        product = self._asked.script.products.get(name)
        return str(product.title) if product else name

    def _value(self, one: Currency) -> str:
        name = value_name(Cell(slice=self._asked.question.split or "source", value=one.value), self._language)
        return f"{escape(name, quote=False)}: <b>{self._money(one.net)}</b> · {self._count(one.count.paid_orders)}"

    def _ltv(self) -> Iterator[str]:
        for cohort in reversed(self._report.cohorts):
            for currency, revenue in cohort.revenue.items():
                if cohort.size and any(revenue):
                    each = [average(net, cohort.size) or 0 for net in revenue]
                    grown = " → ".join(self._money(Money(amount=one, currency=currency)) for one in each)
                    people = self._words.people.format(n=self._count(cohort.size))
                    yield f"<b>{cohort_name(cohort.period, 'month', self._language)}</b> ({people}): {grown}…"

    def _unearned(self) -> Iterator[str]:
        for one in self._report.unearned:
            came = self._money(Money(amount=one.amount, currency=one.currency))
            line = f"{self._words.kinds[one.kind]}: {self._count(one.payments)} · {came}"
            back = self._money(Money(amount=one.back, currency=one.currency))
            yield f"{line}, {self._words.went_back.format(money=back)}" if one.back else line

    def _folded(self, title: str, lines: Iterable[str], hint: str = "") -> Iterator[Block]:
        if quoted := tuple(lines):
            head = f"<b>{title}</b>"
            yield Block(head=f"{head}\n{hint}" if hint else head, quoted=quoted, again=head)

    def _money(self, money: Money | None) -> str:
        return UNDEFINED if money is None else escape(format_money(money, self._language), quote=False)

    def _count(self, number: int) -> str:
        return count(number, self._language)
