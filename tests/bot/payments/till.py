"""A till: one person, a shop, the bot's own runner on a database of its own, and Telegram left out.

Everything it does is done when the method returns, so that a test without a loop can do it in any order.
"""

import asyncio
import sqlite3
from collections.abc import Coroutine, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Never, TypeVar

from aiohttp import web

from bot.clock import StandingClock
from bot.handover import Handover
from bot.incoming import Incoming
from bot.payments.method import NotNowError, RefusedError
from bot.payments.refunds import Refunds
from bot.runner import Runner
from bot.tasks import Tasks, spawn
from funnels.definition.methods import Method
from funnels.definition.money import Money
from funnels.engine.effects import Effect
from funnels.engine.effects.shown import AskPayment, SendMessage
from funnels.engine.inputs import Input, TimerFired
from storage import outbox, timers, upkeep
from storage.database import Database
from storage.ledger import Entry, move
from storage.outcomes import Failed, Sent, finish
from storage.refunds import Refund
from tests.funnels.scripts import catalogue_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANNA = 7
OWNER = 900

SHOP = """
funnel: shop
language: en
start: {default: true}
products:
  talk: {title: Talk, stars: 100, price: 500 RUB, deliver: {text: Here is the talk.}}
  course: {title: Course, price: [50 EUR, 4900 RUB], stars: 900, pay: [stars, manual], deliver: {text: The course.}}
  month: {title: Month, stars: 70, price: 300 RUB, subscription: true, deliver: {text: The club., invite: "@club"}}
stages:
  - stage: talk
    goal: paid talk
    steps:
      - offer: talk
        text: The talk.
        deadline: 2 days
        decline: Not now
      - message: Another time.
        buttons: [{text: Again, goto: talk}, {text: Club, buy: month}, On]
  - stage: course
    goal: paid course
    steps:
      - offer: course
        text: The course.
        decline: No
      - message: Once more?
        buttons: [{text: Again, goto: talk}, On]
"""

Done = TypeVar("Done")


class Bank:
    """A method whose service gives money back as it was told to."""

    name: ClassVar[Method] = "manual"

    def __init__(self) -> None:
        self.mood = "willing"

    async def ask(self, chat: int, asked: AskPayment) -> Never:  # noqa: ARG002  # as the protocol has it
        raise RefusedError("nobody asks it")

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        return ()

    async def refund(self, refund: Refund) -> str:
        if self.mood == "away":
            raise NotNowError("no answer")
        if self.mood == "refusing":
            raise RefusedError("too old")
        return f"its {refund.name}"


class Till:
    """What can happen to money, one thing at a time."""

    def __init__(self, database: Path) -> None:
        self.file = database
        self.clock = StandingClock(NOON)
        self.bank = Bank()
        self._loop = asyncio.Runner()
        self._loop.run(self._open())

    async def _open(self) -> None:
        self.database = await Database.open(f"sqlite:///{self.file}", synchronous="OFF")
        staff = {"owner": (OWNER,), "manager": (), "marketer": ()}
        self.runner = Runner(self.database, catalogue_of(SHOP), self.clock, staff, Handover(0))
        self.tasks = Tasks()
        methods = {"stars": self.bank, "manual": self.bank}
        self.refunds = Refunds(self.database, self.runner, self.clock, methods, self.tasks)
        self._running = spawn(self.runner.run(), name="runner")

    def close(self) -> None:
        self._loop.run(self._close())
        self._loop.close()

    async def _close(self) -> None:
        self.runner.end()
        await self._running
        await self.database.close()

    def do(self, coroutine: Coroutine[Any, Any, Done]) -> Done:
        return self._loop.run(coroutine)

    # What happens

    def feed(self, *inputs: Input) -> tuple[Effect, ...]:
        """Inputs of one batch."""
        return self.do(self._feed(inputs))

    async def _feed(self, inputs: Sequence[Input]) -> tuple[Effect, ...]:
        done = [self.runner.submit(Incoming(subscriber=ANNA, input=input_)) for input_ in inputs]
        return tuple([effect for effects in await asyncio.gather(*done) for effect in effects])

    def passes(self, hours: int) -> tuple[Effect, ...]:
        """Time passes; what is due fires."""
        self.clock.move_to(self.clock.now() + timedelta(hours=hours))
        return self.do(self._passes())

    async def _passes(self) -> tuple[Effect, ...]:
        effects: list[Effect] = []
        while True:
            async with self.database.read() as connection:
                due = await timers.due(connection, self.clock.now(), 10)
            if not due:
                break
            for timer in due:
                assert isinstance(timer.input, TimerFired)
                incoming = Incoming(subscriber=ANNA, input=timer.input, timer=timer.id)
                effects.extend(await self.runner.submit(incoming))
        await self.refunds.make_due()
        async with self.database.write() as connection:
            await upkeep.expire(connection, self.clock.now())
        return tuple(effects)

    def sends(self, *, fails: bool) -> None:
        """What waits in the outbox is sent, or fails for good."""
        self.do(self._sends(fails=fails))

    async def _sends(self, *, fails: bool) -> None:
        async with self.database.write() as connection:
            rows = await outbox.claim(connection, self.clock.now(), 100)
        results = [Failed(id=row.id, reason="no") if fails else Sent(id=row.id, message_id=row.id) for row in rows]
        async with self.database.write() as connection:
            await finish(connection, results, self.clock.now())

    def cancels(self, order: str) -> None:
        """An owner cancels it."""
        self.do(self._cancels(order))

    async def _cancels(self, order: str) -> None:
        async with self.database.write() as connection:
            entry = Entry(order=order, entry="cancelled", staff=OWNER)
            await move(connection, "cancelled", entry, self.clock.now())

    def asks_back(self, order: str, charge: str, money: Money) -> bool:
        """An owner asks for a refund."""
        return self.do(self._asks_back(order, charge, money))

    async def _asks_back(self, order: str, charge: str, money: Money) -> bool:
        asked = await self.refunds.ask(order, charge, money, reason="asked", staff=OWNER)
        await self.tasks.end(60)
        return asked

    # What was kept

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()


def buttons_of(effects: Sequence[Effect]) -> list[str]:
    """The data of every button that was shown."""
    shown = [effect for effect in effects if isinstance(effect, SendMessage)]
    return [button.data for message in shown for row in message.buttons for button in row if button.data]
