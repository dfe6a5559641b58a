"""A bot that is given everything; it may not fail anywhere, leave anything waiting, or stop serving others."""

import asyncio
import io
import json
import logging
import sys
import traceback
from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import NoneType
from typing import Any, Self

import aiohttp

from bot.updates.webhook import LONGEST, SECRET_HEADER, secret_of
from funnels.engine.receive import UnknownOrderError
from tests.bot.shop import BY_HAND, PAID
from tests.bot.world import World, until

from .rounds import Chance

SCRIPT = """
funnel: fuzz
language: en
start: {default: true, links: [book], keywords: [begin], again: always}
products:
  course:
    title: The course
    stars: 50
    price: 100 RUB
    manual: Send {{ price }} to the card, then press the button.
    deliver: {text: Here is the course.}
stages:
  - stage: talk
    steps:
      - message: Welcome.
        buttons: [Next, {text: Read, url: "https://example.com/a"}]
      - ask: What is your name?
        save: called
      - ask: Where are you?
        for: location
        save: place
      - ask: Which?
        for: choice
        choices: [One, Two]
        save: which
  - stage: sale
    goal: paid course
    steps:
      - offer: course
        text: Buy the course, {{ called }}.
        deadline: 2 days
        follow_ups:
          - after: 1 hour
            message: Still for sale, {{ first_name }} of {{ place }}.
  - stage: after
    steps:
      - handoff: "{{ first_name }} wants to talk."
        text: A manager will write here.
      - message: Goodbye, {{ called }}.
fallback: {message: Passed on., handoff: true}
"""


PAUSE = timedelta(minutes=2)
"""Between two rounds, so that nobody is taken for a flood."""


FORESEEN = {
    ("update not understood", NoneType),
    ("update not committed", NoneType),
    ("an update too long to be one", NoneType),
    ("payment without an order", NoneType),
    ("payment without an order", UnknownOrderError),
}
"""What the log may say of an update that is not as it should be, and the error that comes with it."""


FORMLESS = ("ValidationError", "UnsoundError")
"""Why something may be set aside: it had not the form it should have, and never came to the engine."""


class Watch(logging.Handler):
    """Hears every error that is told in the log, and every one that nobody caught."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.faults: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        told = record.msg if isinstance(record.msg, dict) else {"event": record.getMessage()}
        error = _error_of(record.exc_info or told.get("exc_info"))
        if (told["event"], type(error)) not in FORESEEN and not _is_refused(told):
            self.faults.append(f"{told}\n{''.join(traceback.format_exception(error)) if error else ''}")

    def uncaught(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        self.faults.append(repr(context))

    def __enter__(self) -> Self:
        logging.getLogger().addHandler(self)
        asyncio.get_running_loop().set_exception_handler(self.uncaught)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)
        asyncio.get_running_loop().set_exception_handler(None)


class Patient:
    """The bot with people at every place of its funnel, and one way to give it updates."""

    def __init__(self, bot: World, watch: Watch, session: aiohttp.ClientSession) -> None:
        self.bot = bot
        self._watch = watch
        self._session = session

    async def begins(self, **settings: object) -> None:
        """The bot runs, and people stand in its funnel, each a little further than the one before."""
        await self.bot.starts(SCRIPT, **settings)
        walks = [[], ["Next"], ["Next", "=Anna"], ["Next", "=Anna", "@"], ["Next", "=Anna", "@", "One", BY_HAND, PAID]]
        for walk in walks:
            person = await self.bot.meets(language_code="en")
            for act in walk:
                if act.startswith("="):
                    await person.writes(act[1:])
                elif act == "@":
                    await person.shares_location(55.7, 37.6)
                else:
                    await person.presses(act)
                await self.bot.rests()

    async def takes(self, updates: Sequence[dict[str, Any]]) -> None:
        """It is given these, each with a number, in the way it takes them."""
        numbered = [{"update_id": self._next_number(), **update} for update in updates]
        if self.bot.has_webhook:
            for body in (json.dumps(update).encode() for update in numbered):
                await self.is_brought(body, status=413 if len(body) > LONGEST else 200)
        else:
            for update in numbered:
                self.bot.arrives(**update)

    async def is_brought(self, body: bytes, *, status: int) -> None:
        """Telegram brings this, and is answered so."""
        headers = {SECRET_HEADER: secret_of(self.bot.telegram.token)}
        async with self._session.post(f"{self.bot.address}/telegram", data=io.BytesIO(body), headers=headers) as answer:
            assert answer.status == status, (answer.status, body[:2000])

    async def posts(self, path: str, body: bytes, headers: dict[str, str]) -> int:
        """Somebody sends this; the status of the answer."""
        async with self._session.post(f"{self.bot.address}{path}", data=io.BytesIO(body), headers=headers) as answer:
            await answer.read()
            return answer.status

    async def asks(self, address: str) -> int:
        """Somebody opens this; the status of the answer."""
        async with self._session.get(f"{self.bot.address}{address}", allow_redirects=False) as answer:
            await answer.read()
            return answer.status

    def _next_number(self) -> int:
        number = self.bot.telegram.updates.next_id
        self.bot.telegram.updates.next_id += 1
        return number

    async def is_well(self, chance: Chance, given: object) -> None:
        """Nothing failed of what it was given in this round, nothing waits, and somebody new is served."""
        await self.bot.rests()
        await until(lambda: not self.bot.app.context.tasks._running)
        faults, self._watch.faults = self._watch.faults, []
        assert not faults, f"FUZZ_SEED={chance.number}\n{''.join(faults)[:5000]}\n{str(given)[:2000]}"
        causes = self.bot.rows("SELECT DISTINCT cause FROM set_aside")
        assert all(cause.startswith(FORMLESS) for (cause,) in causes), (f"FUZZ_SEED={chance.number}", causes)
        assert not self.bot.app.failed.done()
        assert self.bot.app.updates.alive
        assert len(self.bot.telegram.updates) == 0
        person = await self.bot.meets()
        assert await self.bot.presses(person, "Next") == ["What is your name?"]
        assert await self.bot.says(person, "Anna") == ["Where are you?"]
        self.bot.clock.move_to(self.bot.clock.now() + PAUSE)


def _is_refused(told: Mapping[str, Any]) -> bool:
    """Telegram does not let the bot write to a chat that is none."""
    return bool(told["event"] == "message given up" and "Bad Request" in told["reason"])


def _error_of(told: object) -> BaseException | None:
    """The error that is told with a line of the log, in whichever way."""
    if isinstance(told, tuple):
        return told[1]
    return told if isinstance(told, BaseException) else sys.exc_info()[1] if told else None
