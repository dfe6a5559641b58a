"""The report of a funnel answers the question that is asked: its days, its journeys, its slice, its first stage."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.reports.funnel import read_funnel_report
from bot.reports.funnel_picture import funnel_svg
from bot.reports.funnel_text import render
from bot.reports.stats.tables import tables
from bot.reports.tables import as_json
from funnels.analytics.conversion import FunnelReport
from funnels.analytics.period import Period
from funnels.analytics.question import Cell, Question
from funnels.definition.load import load_version
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects import Effect
from funnels.engine.effects.facts import StageLeft, StagePassed, StageReached
from funnels.engine.person import Person
from storage.database import Database
from storage.slices import Counting
from tests.storage.stories import IN_UTC, NOW, again, change, keep, person

DAY = timedelta(days=1)
TODAY = NOW.date()

SCRIPT = load_version(
    """
funnel: relationships
title: Отношения
language: ru
start: {default: true}
products: {course: {title: Курс, price: 100 RUB, deliver: {text: Вот}}}
stages:
  - {stage: request, title: Заявка, steps: [{message: Здравствуйте!}]}
  - {stage: sale, title: Продажа, goal: paid course, steps: [{offer: course, text: Курс}]}
""",
    funnel="relationships",
    version=1,
    timezone="UTC",
)
COUNTING = Counting(catalogue=Catalogue(live={"relationships": SCRIPT}))
REQUEST, ASKED, SALE, SOLD = (
    kind(stage=stage) for stage in ("request", "sale") for kind in (StageReached, StagePassed)
)


def from_(source: str, id_: int) -> Person:
    who = person(id_)
    (journey,) = who.journeys
    subscriber = replace(who.subscriber, source=source)
    return Person(subscriber=subscriber, journeys=(replace(journey, subscriber=subscriber),))


@pytest.fixture
async def database(sqlite_file: Path) -> AsyncIterator[Database]:
    """Ten come from vk and four of them pass the request, five from tg and all do; one from vk buys a day later."""
    opened = await Database.open(f"sqlite:///{sqlite_file}", synchronous="OFF")
    stories: list[tuple[str, tuple[Effect, ...]]] = [
        *[("vk-march", (REQUEST, ASKED, SALE))] * 4,
        *[("vk-march", (REQUEST, StageLeft(stage="request")))] * 6,
        *[("tg", (REQUEST, ASKED, SALE))] * 5,
    ]
    changes = [change(from_(source, id_), *story) for id_, (source, story) in enumerate(stories, start=1)]
    await keep(opened, *changes, counting=COUNTING)
    await again(opened, SOLD, id_=1, now=NOW + DAY, counting=COUNTING)
    yield opened
    await opened.close()


async def read(database: Database, *, now_after: timedelta = 60 * DAY, **asked: object) -> FunnelReport:
    question = Question(funnel="relationships", **asked)
    return await read_funnel_report(database, SCRIPT, question, now=NOW + now_after, zone=IN_UTC.zone)


def counts(report: FunnelReport) -> list[tuple[int, int, int, int | None]]:
    return [(stage.reached, stage.passed, stage.lost, stage.inside) for stage in report.stages]


async def test_the_whole(database: Database) -> None:
    report = await read(database)
    assert (report.started, counts(report)) == (15, [(15, 9, 6, 0), (9, 1, 0, 8)])
    assert report.steps


async def test_a_value_alone(database: Database) -> None:
    report = await read(database, only=Cell(slice="campaign", value="march"))
    assert (report.started, counts(report)) == (10, [(10, 4, 6, 0), (4, 1, 0, 3)])
    assert report.stages[0].median_seconds is None
    assert report.steps == ()
    assert "кампания: march" in render(report, "ru")[0]


async def test_a_slice_and_its_values(database: Database) -> None:
    report = await read(database, split="source")
    assert [(part.value, part.started) for part in report.parts] == [("vk-march", 10), ("tg", 5)]
    assert [stage.conversion for stage in report.parts[1].stages] == [1.0, 0.0]
    assert sum(part.started for part in report.parts) == report.started
    text = "\n".join(render(report, "en"))
    assert "<b>vk-march</b> · 10 people started\n40.0% → 10.0%" in text
    (parts,) = (as_json(table) for table in tables(report) if table.key == "parts")
    assert parts[0] == {
        "slice_value": "vk-march",
        "started": 10,
        "stage": "request",
        "reached": 10,
        "passed": 4,
        "lost": 6,
        "conversion": 0.4,
        "from_start": 0.4,
    }


async def test_from_a_stage(database: Database) -> None:
    report = await read(database, from_stage="sale")
    assert [stage.from_start for stage in report.stages] == [None, 1 / 9]
    assert report.total_conversion == 1 / 9


async def test_the_day_of_a_sale_by_calendar(database: Database) -> None:
    tomorrow = Period(first=TODAY + DAY, last=TODAY + DAY)
    report = await read(database, by="calendar", period=tomorrow)
    assert (report.started, counts(report)) == (0, [(0, 0, 0, None), (0, 1, 0, None)])
    assert not report.is_empty
    assert (report.stages[1].conversion, report.stages[1].drop_off, report.matured) == (None, None, None)
    text = "\n".join(render(report, "ru"))
    assert "по дате события" in text
    assert "внутри" not in text
    assert "</svg>" in funnel_svg(report, "ru", "light")


async def test_more_may_pass_on_a_day_than_come(database: Database) -> None:
    await keep(database, change(person(99), REQUEST, SALE), now=NOW + DAY, counting=COUNTING)
    await again(database, SOLD, id_=2, now=NOW + DAY, counting=COUNTING)
    report = await read(database, by="calendar", period=Period(first=TODAY + DAY))
    assert report.stages[1].conversion == 2.0
    assert "</svg>" in funnel_svg(report, "en", "light")
    assert any("200.0%" in text for text in render(report, "en"))


async def test_days_in_which_nobody_came(database: Database) -> None:
    report = await read(database, period=Period(last=TODAY - DAY))
    assert report.is_empty
    assert report.matured is None


async def test_a_young_cohort_says_so(database: Database) -> None:
    young, old = await read(database, now_after=DAY), await read(database, now_after=3 * DAY)
    assert (young.matured, young.is_immature) == (0.0, True)
    assert (old.matured, old.is_immature) == (1.0, False)
    assert young.usual_seconds == pytest.approx(DAY.total_seconds(), rel=0.02)
    assert "0.0% have had the usual time to a sale (1\N{NO-BREAK SPACE}day)" in render(young, "en")[0]
    assert "usual time" not in render(old, "en")[0]


async def test_a_stage_of_an_older_version_is_kept_and_marked(database: Database) -> None:
    await keep(database, change(person(99), StageReached(stage="webinar")), counting=COUNTING)
    report = await read(database)
    assert [(stage.stage, stage.is_gone) for stage in report.stages] == [
        ("request", False),
        ("sale", False),
        ("webinar", True),
    ]
    assert report.finished == 1
    assert "<b>3. webinar</b> · прежняя версия" in "\n".join(render(report, "ru"))
    assert "прежняя версия" in funnel_svg(report, "ru", "light")
