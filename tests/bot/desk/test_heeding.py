"""Whatever is asked of a report changes it, or is refused with what can be asked: nothing is passed over in silence."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from bot.desk.about import ABOUT, dated, unheeded
from bot.desk.reading import read_view, written
from bot.desk.view import View
from bot.reports.catalogue import REPORTS
from bot.reports.report import Asked, AskedError
from bot.reports.tables import as_json
from funnels.analytics.period import last_days
from funnels.analytics.question import SETTINGS, Cell, Question, Setting
from funnels.definition.money import Money
from funnels.engine.inputs import Answered, Paid, Started
from funnels.engine.orders import OrderRef
from tests.bot.reports.test_steps import deliver
from tests.bot.reports.walking import MOSCOW, Street, street

from .views import ONE, TODAY

SCRIPT = """
funnel: sales
language: en
start: {default: true, links: [book], again: always}
products:
  book: {title: Book, price: 100 RUB, pay: [manual], manual: Transfer it., repeat: true, deliver: {text: Here it is.}}
stages:
  - stage: request
    steps: [{ask: What do you need?, save: need}]
  - stage: quote
    steps:
      - split: words
        variants:
          long: {weight: 1, steps: [{ask: "Would you like a quote?", save: quote}]}
          short: {weight: 1, steps: [{ask: "Quote?", save: quote}]}
  - stage: core
    goal: paid book
    steps: [{offer: book, text: Buy.}]
"""
EARLY, LATE = range(1, 7), range(7, 11)
WAITING = range(11, 13)
"""They are asked what they need, and do not answer."""

ALWAYS = {("money", "compare")}
"""What a report tells whether or not it is asked."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def walk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    """Early ones start two weeks before they buy, late ones at once; of the early, one buys and one waits once more."""
    async with street(tmp_path_factory.mktemp("heeding"), SCRIPT) as it:
        await it.do([*EARLY, WAITING[0]], Started(payload="book__vk-march"))
        await deliver(it)
        it.passes(days=14)
        await _buy(it, EARLY)
        await it.do([*LATE, WAITING[1]], Started(payload="book__tg"))
        await _buy(it, LATE)
        it.passes(days=1)
        await it.do(EARLY[:2], Started(payload="book__tg"))
        await _buy(it, EARLY[:1], run=2)
        it.passes(days=1)
        yield it


async def _buy(it: Street, people: range, run: int = 1) -> None:
    for _ in range(2):
        await it.do(people, Answered(text="yes"))
        it.passes(minutes=1)
    await deliver(it)
    for one in people:
        order = str(OrderRef(subscriber=one, funnel="sales", run=run, revision=1, product=0))
        money = Money(amount=100_00, currency="RUB")
        await it.do([one], Paid(order=order, method="manual", money=money, charge=order))


def asking(report: str, setting: Setting, today: date) -> tuple[Question, Question]:
    """A question, and the same one with this setting besides."""
    week = Question(funnel="sales", period=last_days(7, today))
    settings: dict[Setting, dict[str, Any]] = {
        "period": {"period": last_days(20, today)},
        "by": {"by": "calendar"},
        "only": {"only": Cell(slice="source", value="vk-march")},
        "split": {"split": "campaign" if report == "sources" else "source"},
        "from_stage": {"from_stage": "quote"},
        "again": {"again": True},
        "compare": {"compare": True},
    }
    base = replace(week, period=Question(funnel="").period) if "period" not in ABOUT[report].heeds else week
    return base, replace(base, **settings[setting])


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.asyncio(loop_scope="module")
async def test_it_is_heeded_or_refused(walk: Street, report: str, setting: Setting) -> None:
    today = walk.clock.now().astimezone(MOSCOW).date()
    base, changed = asking(report, setting, today)
    ignored = setting not in ABOUT[report].heeds
    assert unheeded(report, changed) == ((setting,) if ignored else ())
    words = written(View(report="stats", question=changed), today).removeprefix("/stats ")
    if ignored:
        with pytest.raises(AskedError) as refusal:
            read_view(report, words, scripts=walk.scripts, today=today)
        allowed = written(View(report=report, question=dated(report, base, today)), today)
        for language, no in (("ru", f"/{report} не учитывает: "), ("en", f"/{report} does not heed: ")):
            assert refusal.value.why[language].startswith(no)
            assert refusal.value.why[language].endswith(f"<code>{allowed}</code>")
    else:
        assert read_view(report, words, scripts=walk.scripts, today=today).question == changed
        told = [await _told(walk, report, question) for question in (base, changed)]
        assert (told[0] != told[1]) or (report, setting) in ALWAYS


async def _told(walk: Street, report: str, question: Question) -> list[Any]:
    now = walk.clock.now()
    asked = Asked(database=walk.database, scripts=walk.scripts, question=question, words="", now=now, zone=MOSCOW)
    return [as_json(table) for table in (await REPORTS[report](asked)).tables]


def refused(report: str, words: str, language: str = "en") -> str:
    with pytest.raises(AskedError) as refusal:
        read_view(report, words, scripts=ONE, today=TODAY)
    return refusal.value.why[language]


def test_a_refusal_names_what_can_be_asked() -> None:
    assert refused("weak", "30 calendar source=<vk>") == (
        "/weak does not heed: by calendar date.\n"
        "It heeds: a period · one value of a slice · all journeys.\n\n<code>/weak walk 30 source=&lt;vk&gt;</code>"
    )
    assert refused("sources", "по дням недели", "ru") == (
        "/sources не учитывает: срез: день недели.\n"
        "Учитывает: период · по дате контакта или события · одно значение среза · срезы (источник, кампания) · "
        "повторные прохождения.\n\n<code>/sources walk</code>"
    )
    assert refused("hypotheses", "30") == (
        "/hypotheses does not heed: Feb 19\u2009–\u2009Mar 20, 2026.\n"
        "This report always shows all there is.\n\n<code>/hypotheses walk</code>"
    )


def test_a_report_that_cannot_tell_of_all_time_says_so_and_tells_of_its_own_days() -> None:
    assert refused("weak", "all").startswith("/weak does not heed: all time.\n")
    assert read_view("weak", "", scripts=ONE, today=TODAY).question.period == last_days(30, TODAY)


def test_one_value_is_told_apart_only_by_a_report_that_can() -> None:
    assert refused("money", "source=vk campaign").startswith("“source: vk” is one value already")
    assert read_view("sources", "source=vk campaign", scripts=ONE, today=TODAY).question.split == "campaign"


def test_there_is_nothing_before_all_of_the_time() -> None:
    assert refused("stats", "compare").endswith("<code>/stats walk 30 compare</code>")
