"""What holds for every report of the table: it speaks of nobody and of one person, in both languages, in every form."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.clock import StandingClock
from bot.desk.about import ABOUT
from bot.export.workbook import Reported, workbook
from bot.reports.catalogue import REPORTS
from bot.reports.charts import to_png
from bot.reports.json_answer import ASKED, json_answer
from bot.reports.plain_answer import plain_answer
from bot.reports.report import Answer, Asked
from bot.scripts import publish
from funnels.analytics.period import Period, last_days
from funnels.analytics.question import Cell, Question
from funnels.definition.script import Script
from funnels.definition.visible import visible_length
from funnels.engine.effects.facts import StagePassed, StageReached
from funnels.engine.limits import TEXT_LIMIT
from storage.database import Database
from tests.storage.stories import NOW, change, keep, person

NAME = "relationships"
SCRIPT = """
funnel: relationships
title: The <b>walk</b>
language: en
start: {default: true}
products:
  book: {title: Book, stars: 100, deliver: {text: Here it is.}}
stages:
  - stage: lead_magnet
    steps: [{ask: Name?, save: called}]
  - stage: core
    steps: [{offer: book, text: Buy.}]
"""
TODAY = NOW.date()
QUESTIONS = {
    "ever": Question(funnel=NAME),
    "a month by calendar": Question(funnel=NAME, period=last_days(30, TODAY), by="calendar"),
    "before there was anything": Question(
        funnel=NAME, period=Period(first=TODAY - timedelta(9), last=TODAY - timedelta(8))
    ),
    "a slice": Question(funnel=NAME, split="source"),
    "one value nobody has": Question(funnel=NAME, only=Cell(slice="source", value="nowhere")),
    "from a stage, again, compared": Question(
        funnel=NAME, period=last_days(7, TODAY), from_stage="core", again=True, compare=True
    ),
}


@dataclass(frozen=True)
class Shop:
    """A database with one funnel."""

    database: Database
    scripts: Mapping[str, Script]

    def asked(self, question: Question) -> Asked:
        now = NOW + timedelta(hours=3)
        return Asked(
            database=self.database, scripts=self.scripts, question=question, words="", now=now, zone=ZoneInfo("UTC")
        )

    async def somebody_comes(self) -> None:
        who = person()
        await keep(self.database, change(who, StageReached(stage="lead_magnet"), StagePassed(stage="lead_magnet")))


@pytest_asyncio.fixture
async def shop(tmp_path: Path, sqlite_file: Path) -> AsyncIterator[Shop]:
    folder = tmp_path / "funnels" / NAME
    folder.mkdir(parents=True)
    (folder / "funnel.yaml").write_text(SCRIPT, encoding="utf-8")
    database = await Database.open(f"sqlite:///{sqlite_file}", synchronous="OFF")
    clock = StandingClock(datetime(2026, 3, 1, tzinfo=UTC))
    catalogue = await publish(database, folder.parent, timezone="UTC", clock=clock)
    yield Shop(database, catalogue.live)
    await database.close()


def test_the_desk_knows_every_report() -> None:
    assert set(ABOUT) == set(REPORTS)
    assert all(about.menu.keys() == {"ru", "en"} for about in ABOUT.values())


@pytest.mark.parametrize("people", [0, 1])
@pytest.mark.parametrize("name", REPORTS)
async def test_it_answers_every_question_in_every_form(shop: Shop, name: str, people: int) -> None:
    if people:
        await shop.somebody_comes()
    for question in QUESTIONS.values():
        asked = shop.asked(question)
        answer = await REPORTS[name](asked)
        _speaks(answer)
        _counts(name, asked, answer)


def _speaks(answer: Answer) -> None:
    for language in ("ru", "en"):
        texts = answer.messages(language)
        assert texts
        assert all(0 < visible_length(text) <= TEXT_LIMIT for text in texts)
        if answer.picture is not None:
            assert to_png(answer.picture(language, "light")).startswith(b"\x89PNG")


def _counts(name: str, asked: Asked, answer: Answer) -> None:
    for table in answer.tables:
        assert all(len(row) == len(table.columns) for row in table.rows), table.key
        assert table.key not in ASKED
    values = json_answer(name, asked, answer)
    assert json.loads(json.dumps(values, allow_nan=False)) == values
    for language in ("ru", "en"):
        assert plain_answer(asked, answer, language).startswith("The <b>walk</b> · ")
        assert workbook({}, [Reported(name=name, about="", tables=answer.tables)], language)
