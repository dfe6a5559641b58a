"""People walk a funnel through the engine into a database, and a report is asked of it; nothing is sent."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import StandingClock
from bot.counting import count_what_is_stale, counting_in
from bot.handover import Handover
from bot.incoming import Incoming, Profile
from bot.reports.report import Answer, Asked, Read
from bot.runner import Runner
from bot.scripts import publish
from bot.tasks import spawn
from funnels.analytics.question import Question
from funnels.definition.script import Script
from funnels.engine.inputs import Answered, Input, Started
from storage.database import Database

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")

STAGES = """
funnel: sales
title: Sales & co
language: en
start: {{default: true}}
stages:
  - stage: request
    title: Request
    {request}
    steps:
      - ask: What do you need?
        save: need
  - stage: quote
    title: Quote
    {quote}
    steps:
      - ask: Shall I send a quote?
        save: quote
  - stage: invoice
    title: Invoice
    {invoice}
    steps:
      - ask: Shall I send an invoice?
        save: invoice
  - stage: thanks
    steps:
      - message: Thank you!
"""


def stages(**added: str) -> str:
    """A funnel of three questions, each a stage, with lines added to some of them."""
    return STAGES.format(**{"request": "", "quote": "", "invoice": "", **added})


@dataclass(kw_only=True)
class Street:
    """A funnel people walk, and the clock on the wall."""

    database: Database
    runner: Runner
    clock: StandingClock
    scripts: dict[str, Script]
    met: int = field(default=0)

    async def do(self, people: Iterable[int], act: Input) -> None:
        """Each of them does this, at one moment."""
        profile = Profile(first_name="Anna", language="en")
        await asyncio.gather(
            *(self.runner.submit(Incoming(subscriber=one, input=act, profile=profile)) for one in people)
        )

    async def walk(self, *left: int) -> None:
        """So many start, so many of them answer the first question, so many of those the next one."""
        first, *answers = left
        people = range(self.met + 1, self.met + first + 1)
        self.met += first
        await self.do(people, Started())
        for count in answers:
            self.passes(minutes=5)
            await self.do(people[:count], Answered(text="yes"))

    def passes(self, **span: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(**span))

    async def asks(self, read: Read, words: str = "", **question: object) -> Answer:
        """The report, of the only funnel."""
        asked = Asked(
            database=self.database,
            scripts=self.scripts,
            question=replace(Question(funnel=next(iter(self.scripts))), **question),
            words=words,
            now=self.clock.now(),
            zone=MOSCOW,
        )
        return await read(asked)


@asynccontextmanager
async def street(folder: Path, script: str) -> AsyncIterator[Street]:
    """A street of its own, in a folder of its own; it begins on a Monday."""
    name = script.partition("funnel:")[2].split()[0]
    (folder / "funnels" / name).mkdir(parents=True)
    (folder / "funnels" / name / "funnel.yaml").write_text(script, encoding="utf-8")
    database = await Database.open(f"sqlite:///{folder / 'walk.db'}", synchronous="OFF")
    clock = StandingClock(MONDAY)
    catalogue = await publish(database, folder / "funnels", timezone="Europe/Moscow", clock=clock)
    await count_what_is_stale(database, counting_in("Europe/Moscow", catalogue), clock.now())
    runner = Runner(database, catalogue, clock, {"owner": (), "manager": (), "marketer": ()}, Handover(1), zone=MOSCOW)
    running = spawn(runner.run(), name="runner")
    yield Street(database=database, runner=runner, clock=clock, scripts=dict(catalogue.live))
    runner.end()
    await running
    await database.close()
