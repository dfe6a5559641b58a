"""What the desk knows of each report: how the menu calls it, and what of a question it heeds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Knob = Literal["period", "by", "compare", "slices", "stages", "again"]
"""What buttons of a report can change."""

_PERIOD: frozenset[Knob] = frozenset({"period"})
_USUAL: frozenset[Knob] = frozenset({"period", "by", "slices"})
_ALL: frozenset[Knob] = frozenset({"period", "by", "compare", "slices", "stages", "again"})


@dataclass(frozen=True, kw_only=True)
class About:
    """A report as the desk sees it.

    Attributes:
        menu: what it is, in the menu of commands, by language.
        knobs: what of the question changes it.
        takes: words of its own that it understands, by language; empty: it has none.
    """

    menu: Mapping[str, str]
    knobs: frozenset[Knob] = _USUAL
    takes: Mapping[str, str] | None = None


ABOUT: dict[str, About] = {
    "stats": About(
        menu={"ru": "конверсия по этапам и шагам", "en": "conversion of each stage and step"},
        knobs=_ALL,
    ),
    "money": About(
        menu={
            "ru": "деньги: выручка, возвраты, средний чек, LTV",
            "en": "money: revenue, refunds, average order, LTV",
        },
        knobs=frozenset({"period", "by", "slices", "again"}),
    ),
    "cohorts": About(
        menu={
            "ru": "когорты: кто купил и сколько принёс со временем",
            "en": "cohorts: who bought and what they brought with time",
        },
        knobs=frozenset({"period", "slices", "again"}),
        takes={
            "ru": "<code>неделя</code> или <code>месяц</code>, имя этапа",
            "en": "<code>week</code> or <code>month</code>, the name of a stage",
        },
    ),
    "forecast": About(
        menu={
            "ru": "что если: другая конверсия, цена, трафик; что нужно для цели",
            "en": "what if: another conversion, price, traffic; what a target needs",
        },
        knobs=frozenset({"period", "again"}),
        takes={
            "ru": "<code>этап=12%</code>, <code>товар=4900 RUB</code>, <code>traffic=+20%</code>, "
            "<code>target orders=100</code>",
            "en": "<code>stage=12%</code>, <code>product=4900 RUB</code>, <code>traffic=+20%</code>, "
            "<code>target orders=100</code>",
        },
    ),
    "sources": About(
        menu={"ru": "источники: что приносят и сколько стоят", "en": "sources: what they bring and what they cost"},
        knobs=frozenset({"period", "by", "again"}),
        takes={
            "ru": "касание, которому засчитан заказ: <code>первое</code>, <code>последнее</code>, "
            "<code>поровну</code>; <code>кампания</code>",
            "en": "the touch an order is credited to: <code>first</code>, <code>last</code>, <code>linear</code>; "
            "<code>campaign</code>",
        },
    ),
    "tests": About(
        menu={
            "ru": "тесты: что лучше и можно ли уже судить",
            "en": "tests: which is best, and whether that can be said",
        },
        knobs=frozenset({"period", "by", "again"}),
    ),
    "steps": About(
        menu={
            "ru": "сообщения: что с ними стало и какие хуже всех",
            "en": "messages: what became of them, and which are the worst",
        },
        knobs=frozenset({"period", "by", "again"}),
    ),
    "weak": About(
        menu={"ru": "слабый этап: что теряем и куда смотреть", "en": "the weak stage: what it costs, where to look"},
        knobs=frozenset({"period", "slices", "again"}),
    ),
    "hypotheses": About(
        menu={"ru": "гипотезы: что пробуем и что вышло", "en": "hypotheses: what is tried, and what came of it"},
        knobs=frozenset(),
    ),
}
"""Every report of `bot.reports.REPORTS`, by its name."""
