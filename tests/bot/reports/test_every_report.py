"""What holds for every report of the table: it speaks of nobody and of one person, in both languages, in every form."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.clock import StandingClock
from bot.desk.about import ABOUT
from bot.reports.catalogue import REPORTS
from bot.reports.report import Asked
from bot.scripts import publish
from funnels.analytics.period import Period, last_days
from funnels.analytics.question import Cell, Question
from funnels.definition.script import Script
from funnels.engine.effects.facts import StagePassed, StageReached
from storage.database import Database
from tests.bot.reports.forms import counts, speaks
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
        speaks(answer)
        counts(name, asked, answer)
