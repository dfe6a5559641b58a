"""`/forecast` as a Telegram message: what is changed, what comes of it by currency, what a goal needs."""

from collections.abc import Iterator
from html import escape
from math import ceil

from babel.numbers import format_decimal

from bot.reports.figures import count, duration
from bot.reports.forecast.plan import examples
from bot.reports.forecast.reckoning import TRAFFIC, Reckoning
from bot.reports.forecast.words import NAME, WORDS
from bot.reports.head import heading
from bot.reports.marked import name_html, percent_html
from bot.reports.messages import Block, pack
from bot.reports.report import Asked
from bot.reports.words import words_in
from funnels.analytics.forecast import Change, Goal, Needed
from funnels.definition.money import Money, exponent, format_money

_FEW = 100
"""Below it an estimate of orders is shown with one decimal."""


def render(asked: Asked, reckoning: Reckoning, language: str) -> list[str]:
    """The estimate in this language."""
    return pack(_Text(asked, reckoning, language).blocks())


class _Text:
    def __init__(self, asked: Asked, reckoning: Reckoning, language: str) -> None:
        self._asked = asked
        self._it = reckoning
        self._language = language
        self._words = WORDS[language]

    def blocks(self) -> Iterator[Block]:
        head = heading(self._asked, NAME[self._language], self._language)
        words, plan = self._words, self._it.plan
        if not self._it.baseline.started:
            yield Block(head=f"{head}\n\n{words.nobody}")
            return
        yield Block(head="\n".join([head, words.estimate, *self._followed(), *self._young()]))
        if plan.is_empty:
            yield Block(head="\n".join([words.now, *self._conversions()]))
        elif changes := list(self._changes()):
            yield Block(head="\n".join([words.change, *changes]))
        if not self._it.baseline.sales:
            yield Block(head=words.no_sales)
        for currency in self._it.currencies:
            yield Block(head="\n".join([f"<b>{currency}</b>", *self._outcome(currency)]))
        if notes := list(self._notes()):
            yield Block(head="\n".join(notes))
        if plan.goal:
            yield Block(head="\n".join([self._goal(plan.goal), *self._needs(plan.goal)]))
        if plan.is_empty:
            yield Block(head=examples(words, self._asked.script))

    def _followed(self) -> Iterator[str]:
        """Where it was not looked at all of them."""
        baseline = self._it.baseline
        if baseline.followed < baseline.started:
            yield self._words.followed.format(n=count(baseline.followed, self._language))

    def _young(self) -> Iterator[str]:
        """As the funnel's report marks it."""
        cohort = self._it.cohort
        if cohort.is_immature:
            share = percent_html(cohort.matured, self._language)
            length = duration(cohort.usual_seconds, self._language)
            yield words_in(self._language).immature.format(share=share, length=length)

    def _notes(self) -> Iterator[str]:
        """What the reader must know of the spend."""
        words, cohort = self._words, self._it.cohort
        if not any(self._it.after.spend.values()):
            yield words.cut_spend if cohort.is_cut else words.no_spend
        if cohort.shared:
            yield words.shared.format(names=", ".join(map(name_html, cohort.shared)))

    def _conversions(self) -> Iterator[str]:
        for flow in self._it.baseline.stages:
            share = percent_html(self._it.counted(flow.stage), self._language)
            yield f"<code>{flow.stage}</code>: <b>{share}</b>"

    def _changes(self) -> Iterator[str]:
        words, change = self._words, self._it.plan.change
        for stage, share in change.conversions.items():
            yield words.conversion.format(
                stage=self._stage(stage),
                before=percent_html(self._it.counted(stage), self._language),
                after=percent_html(share, self._language),
            )
        for (product, currency), amount in change.prices.items():
            title = name_html(str(self._asked.script.products[product].title))
            yield words.price.format(product=title, after=self._money(amount, currency))
        before, after = self._it.before, self._it.after
        if after.started != before.started:
            yield words.traffic.format(before=self._starts(before.started), after=self._starts(after.started))
        for currency, amount in change.spend.items():
            was = self._money(before.spend.get(currency, 0), currency)
            yield words.spend.format(before=was, after=self._money(amount, currency))

    def _outcome(self, currency: str) -> Iterator[str]:
        words, before, after = self._words, self._it.before, self._it.after
        if currency in before.orders:
            yield words.orders.format(it=self._both(*(self._number(one.orders[currency]) for one in (before, after))))
            net = (self._money(one.revenue[currency], currency) for one in (before, after))
            yield words.revenue.format(it=self._both(*net))
        if (each := after.spend_each(currency)) is not None:
            spend = (self._money(one.spend.get(currency, 0), currency) for one in (before, after))
            yield words.spent.format(it=self._both(*spend), each=self._money(each, currency))
        if after.romi(currency) is not None:
            romi = (percent_html(one.romi(currency), self._language) for one in (before, after))
            yield words.romi.format(it=self._both(*romi))

    def _both(self, before: str, after: str) -> str:
        """As it was, and what it would be where anything is changed."""
        return f"<b>{after}</b>" if self._it.plan.change == Change() else f"{before} → <b>{after}</b>"

    def _goal(self, goal: Goal) -> str:
        words, now = self._words, goal.of(self._it.after)
        sentence = words.goal_orders if goal.figure == "orders" else words.goal_revenue
        return sentence.format(goal=self._amount(goal.amount, goal), now=self._amount(now, goal))

    def _needs(self, goal: Goal) -> Iterator[str]:
        for way, needed in self._it.needed.items():
            yield "• " + (self._starts_needed(needed) if way == TRAFFIC else self._conversion_needed(way, needed, goal))

    def _starts_needed(self, needed: Needed) -> str:
        words, started = self._words, self._it.baseline.started
        if needed.value is None:
            return words.beyond_traffic
        return words.needs_traffic.format(
            needed=count(ceil(round(started * needed.value, 6)), self._language), now=count(started, self._language)
        )

    def _conversion_needed(self, stage: str, needed: Needed, goal: Goal) -> str:
        if needed.value is None:
            return self._words.beyond.format(stage=self._stage(stage), best=self._amount(needed.best, goal))
        return self._words.needs_conversion.format(
            stage=self._stage(stage),
            needed=percent_html(needed.value, self._language),
            now=percent_html(self._it.conversion(stage), self._language),
        )

    def _stage(self, name: str) -> str:
        stage = next(stage for stage in self._asked.script.stages if stage.stage == name)
        return name_html(str(stage.title or stage.stage))

    def _amount(self, amount: float, goal: Goal) -> str:
        return self._money(amount, goal.currency) if goal.currency else self._number(amount)

    def _money(self, amount: float, currency: str) -> str:
        """An estimate, in whole units of the currency where it has many."""
        unit = 10 ** exponent(currency)
        rounded = round(amount / unit) * unit if abs(amount) >= _FEW * unit else round(amount)
        return escape(format_money(Money(amount=rounded, currency=currency), self._language), quote=False)

    def _number(self, number: float) -> str:
        pattern = "#,##0.#" if abs(number) < _FEW else "#,##0"
        return str(format_decimal(number, format=pattern, locale=self._language))

    def _starts(self, number: float) -> str:
        return count(round(number), self._language)
