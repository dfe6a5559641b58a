"""What the desk knows of each report: how the menu calls it, and what of a question it heeds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.reports.weak.reading import DAYS
from funnels.analytics.period import EVER, last_days
from funnels.analytics.question import SETTINGS, SLICES, Question, Setting, Slice


@dataclass(frozen=True, kw_only=True)
class About:
    """A report as the desk sees it.

    Attributes:
        menu: what it is, in the menu of commands, by language.
        knobs: what of the question it heeds, and has buttons for.
        worded: what of the question it heeds where that is written; it has no buttons for it.
        slices: those by which it can be cut, where it heeds slices.
        splits_one: the journeys of one value can be told apart by another slice.
        days: days up to today that it tells of where no period is asked for; 0: all of the time.
        takes: words of its own that it understands, by language; empty: it has none.
    """

    menu: Mapping[str, str]
    knobs: frozenset[Setting]
    worded: frozenset[Setting] = frozenset()
    slices: tuple[Slice, ...] = SLICES
    splits_one: bool = False
    days: int = 0
    takes: Mapping[str, str] | None = None

    @property
    def heeds(self) -> frozenset[Setting]:
        """Whatever of the question changes it."""
        return self.knobs | self.worded


ABOUT: dict[str, About] = {
    "stats": About(
        menu={"ru": "конверсия по этапам и шагам", "en": "conversion of each stage and step"},
        knobs=frozenset(SETTINGS),
    ),
    "money": About(
        menu={
            "ru": "деньги: выручка, возвраты, средний чек, LTV",
            "en": "money: revenue, refunds, average order, LTV",
        },
        knobs=frozenset({"period", "by", "only", "split", "again"}),
        worded=frozenset({"compare"}),
    ),
    "cohorts": About(
        menu={
            "ru": "когорты: кто купил и сколько принёс со временем",
            "en": "cohorts: who bought and what they brought with time",
        },
        knobs=frozenset({"period", "only", "again"}),
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
        knobs=frozenset({"period", "only", "again"}),
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
        worded=frozenset({"only", "split"}),
        slices=("source", "campaign"),
        splits_one=True,
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
        knobs=frozenset({"period", "only", "again"}),
        days=DAYS,
    ),
    "people": About(
        menu={"ru": "люди: кто где стоит, поиск, карточка", "en": "people: who stands where, search, a card"},
        knobs=frozenset({"period", "only", "again"}),
        takes={"ru": "имя этапа", "en": "the name of a stage"},
    ),
    "hypotheses": About(
        menu={"ru": "гипотезы: что пробуем и что вышло", "en": "hypotheses: what is tried, and what came of it"},
        knobs=frozenset(),
    ),
}
"""Every report of `bot.reports.REPORTS`, by its name."""


def unheeded(report: str, question: Question) -> tuple[Setting, ...]:
    """What this question asks of the report that would not change it."""
    about = ABOUT[report]
    cut = {"only": question.only.slice if question.only else None, "split": question.split}
    return tuple(
        setting
        for setting in question.settings
        if setting not in about.heeds or cut.get(setting) not in {None, *about.slices}
    )


def dated(report: str, question: Question, today: date) -> Question:
    """The question with the days the report tells of where none are asked for."""
    days = ABOUT[report].days
    return replace(question, period=last_days(days, today)) if days and question.period == EVER else question
