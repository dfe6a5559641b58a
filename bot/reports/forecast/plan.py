"""What a what-if was asked in words: `core=12% course=5900 RUB traffic=+20%`, `target orders=100 by core`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from bot.reports.forecast.words import BY, KEYS, TARGET, TRAFFIC, WORDS, ForecastWords
from bot.reports.report import AskedError
from funnels.analytics.forecast import Baseline, Change, Goal
from funnels.definition.findings import RefusedError
from funnels.definition.money import STARS, Money, parse_money
from funnels.definition.script import Script

_PERCENT = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*%")
_MORE = re.compile(r"(?P<sign>[+−-])\s*(?P<number>\d+(?:[.,]\d+)?)\s*%")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is asked: changes, a goal, or both.

    Attributes:
        goal: None: there is none.
        by: the stage, or `traffic`, that is to meet the goal; empty: each of them is tried.
    """

    change: Change = field(default_factory=Change)
    goal: Goal | None = None
    by: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing is asked."""
        return self == Plan()


def read_plan(words: str, script: Script, baseline: Baseline) -> Plan:
    """What these words ask.

    Raises:
        AskedError: a word means nothing here; it says what can be written, with names of this funnel.
    """
    return _Reading(script, baseline).read(words)


class _Reading:
    def __init__(self, script: Script, baseline: Baseline) -> None:
        self._script = script
        self._baseline = baseline
        self._stages = {stage.stage.casefold(): stage.stage for stage in script.stages}
        self._products = {name.casefold(): name for name in script.products}
        self._plan = Plan()

    def read(self, words: str) -> Plan:
        wants_goal = False
        left = words.split()
        while left:
            word = left.pop(0).casefold()
            if word in TARGET:
                wants_goal = True
            elif word in BY and left:
                self._plan = replace(self._plan, by=self._way(left.pop(0)))
            elif "=" in word:
                value = [word.partition("=")[2]]
                while left and not self._begins(left[0]):
                    value.append(left.pop(0))
                self._set(word.partition("=")[0], " ".join(value).strip().strip('"'))
            else:
                raise self._refused(lambda say: say.not_understood, word=word)
        if wants_goal and self._plan.goal is None:
            raise self._refused(lambda say: say.no_goal)
        return self._plan

    def _begins(self, word: str) -> bool:
        """Whether the word begins something else than a part of a value."""
        return "=" in word or word.casefold() in (*TARGET, *BY)

    def _way(self, word: str) -> str:
        said = word.casefold()
        if said in TRAFFIC:
            return "traffic"
        if said not in self._stages:
            raise self._unknown(word)
        return self._stages[said]

    def _set(self, key: str, value: str) -> None:
        meaning = KEYS.get(key, "")
        if meaning in ("revenue", "orders"):
            self._aim(meaning, value)
        elif meaning == "traffic":
            self._change(traffic=self._traffic(value))
        elif meaning == "spend":
            spend = self._money(value)
            self._change(spend={**self._plan.change.spend, spend.currency: spend.amount})
        elif share := _PERCENT.fullmatch(value):
            self._convert(key, float(share["number"].replace(",", ".")) / 100, value)
        else:
            self._price(key if meaning != "price" else "", self._money(value))

    def _convert(self, key: str, share: float, value: str) -> None:
        if key not in self._stages:
            raise self._unknown(key)
        if share > 1:
            raise self._refused(lambda say: say.not_understood, word=value)
        self._change(conversions={**self._plan.change.conversions, self._stages[key]: share})

    def _price(self, key: str, money: Money) -> None:
        if not key and len(self._products) != 1:
            names = ", ".join(f"<code>{name}</code>" for name in self._products.values())
            raise self._refused(lambda say: say.which_product, products=names or "—")
        name = self._products.get(key) if key else next(iter(self._products.values()))
        if name is None:
            raise self._unknown(key)
        sales = self._baseline.sales
        if not any(sale.product == name and sale.currency == money.currency and sale.orders for sale in sales):
            raise self._refused(lambda say: say.not_sold, product=name, currency=money.currency)
        self._change(prices={**self._plan.change.prices, (name, money.currency): money.amount})

    def _traffic(self, value: str) -> float:
        """How many times as many; a number of starts is measured against those of the cohort."""
        if more := _MORE.fullmatch(value):
            part = float(more["number"].replace(",", ".")) / 100
            times = 1 + part if more["sign"] == "+" else 1 - part
            if times >= 0:
                return times
        elif value.isdecimal() and self._baseline.started:
            return int(value) / self._baseline.started
        raise self._refused(lambda say: say.not_understood, word=value)

    def _aim(self, figure: str, value: str) -> None:
        if self._plan.goal is not None:
            raise self._refused(lambda say: say.one_goal)
        if figure == "orders":
            if not value.isdecimal():
                raise self._refused(lambda say: say.not_understood, word=value)
            goal = Goal(figure="orders", amount=int(value))
        else:
            money = self._money(value)
            goal = Goal(figure="revenue", amount=money.amount, currency=money.currency)
        self._plan = replace(self._plan, goal=goal)

    def _money(self, value: str) -> Money:
        try:
            return parse_money(value)
        except RefusedError:
            raise self._refused(lambda say: say.not_understood, word=value) from None

    def _change(self, **changed: Any) -> None:
        self._plan = replace(self._plan, change=replace(self._plan.change, **changed))

    def _unknown(self, word: str) -> AskedError:
        stages = ", ".join(f"<code>{stage}</code>" for stage in self._stages.values())
        return self._refused(lambda say: say.no_stage, word=word, stages=stages)

    def _refused(self, why: Callable[[ForecastWords], str], *, word: str = "", **places: str) -> AskedError:
        shown = escape(word, quote=False)
        return AskedError(
            {
                language: f"{why(words).format(word=shown, **places)}\n\n{examples(words, self._script)}"
                for language, words in WORDS.items()
            }
        )


def examples(words: ForecastWords, script: Script) -> str:
    """What can be written, with names of this funnel."""
    product, price = next(iter(_priced(script).items()), ("price", Money(amount=4900_00, currency="RUB")))
    selling = next((stage.stage for stage in script.stages if stage.sells), script.stages[-1].stage)
    money = Money(amount=price.amount * 100, currency=price.currency)
    return words.can.format(stage=selling, product=product, price=price, money=money)


def _priced(script: Script) -> Mapping[str, Money]:
    """A price of each product: in money, else in Stars."""
    return {
        name: price
        for name, product in script.products.items()
        if (price := next(iter(product.price), None) or product.price_in(STARS))
    }
