"""The real bot and a stand-in Telegram in one process, talking over HTTP, on a clock the test moves.

What the bot has kept is read from its database by a connection of the test's own.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
from aiogram.methods import TelegramMethod

from bot.app import App, running
from bot.clock import MovedClock
from bot.preview.session import Preview
from bot.preview.telegram import Person, StandIn
from bot.preview.telegram.witness import PATIENCE
from bot.settings import Settings, read_settings
from bot.web.server import free_port

from .behind import Behind
from .preview.telegram.world import picture

OWNER = 1
FLAGSHIP = Path("funnels/scripts").resolve()


async def until(holds: Callable[[], bool], *, within: float = PATIENCE) -> None:
    """Return as soon as this holds; fails when it does not `within` so many seconds."""
    async with asyncio.timeout(within):
        while not holds():  # noqa: ASYNC110  # what is waited for is a plain attribute
            await asyncio.sleep(0.002)


EITHER_WAY = pytest.mark.parametrize("bot", ["polling", "webhook"], indirect=True)
"""A test that is run twice: with updates the bot asks for, and with updates Telegram brings."""

ON_EITHER = pytest.mark.parametrize("behind", ["sqlite", "postgresql"], indirect=True)
"""A test that is run on both databases."""

BY_POLLING = pytest.mark.parametrize("bot", ["polling"], indirect=True)
BY_WEBHOOK = pytest.mark.parametrize("bot", ["webhook"], indirect=True)
"""A test of what only one of the two ways can meet."""


def pay(stars: int) -> str:
    """The words on a button that asks for so many Stars."""
    return f"Pay {stars}\N{NO-BREAK SPACE}⭐"


class World:
    """A bot that a test starts, plays with, stops and starts again."""

    def __init__(self, folder: Path, behind: Behind, telegram: StandIn, clock: MovedClock) -> None:
        self.telegram = telegram
        self.telegram.local = True  # a webhook may be plain HTTP on a port of this machine
        self.clock = clock
        self.funnels = folder / "funnels"
        self.behind = behind
        self.owner = telegram.person(first_name="Owner", id=OWNER)
        self.owner.room.started = True  # owners have opened the chat with their bot, and walk no funnel
        self.has_webhook = False
        """Whether the bot, when it starts, takes updates by a webhook instead of asking for them."""
        self._running = AsyncExitStack()
        self._app: App | None = None

    # The bot

    def has_script(self, text: str, *, files: Sequence[str] = ()) -> None:
        """Put a funnel into the marketers' folder; a file of it is a picture, or says its own name."""
        name = text.partition("funnel:")[2].split()[0]
        folder = self.funnels / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "funnel.yaml").write_text(text, encoding="utf-8")
        for file in files:
            (folder / file).write_bytes(picture() if file.endswith(".jpg") else file.encode())

    def settings(self, **given: object) -> Settings:
        """Those of a bot on this stand-in, with `given` in place of some."""
        values: dict[str, object] = {
            "bot_token": self.telegram.token,
            "bot_api_url": self.telegram.url,
            "database_url": self.behind.url,
            "funnels_dir": self.funnels,
            "owner_ids": [OWNER],
            "language": "en",
            "http_port": 0,
            "send_per_second": 1000,
            "send_per_chat_per_second": 1000,
        }
        if self.has_webhook:
            port = free_port("127.0.0.1")
            values |= {"http_port": port, "webhook_url": f"http://127.0.0.1:{port}/telegram"}
        return read_settings(**{**values, **given})

    async def starts(self, script: str | None = None, *, files: Sequence[str] = (), **given: object) -> App:
        """The bot runs, with this script where one is given."""
        if script is not None:
            self.has_script(script, files=files)
        settings = self.settings(**given)
        self._app = await self._running.enter_async_context(running(settings, clock=self.clock))
        return self._app

    async def stops(self) -> None:
        """The bot ends as it does after SIGTERM."""
        await self._running.aclose()
        self._app = None

    async def starts_anew(self, script: str | None = None, **given: object) -> App:
        await self.stops()
        return await self.starts(script, **given)

    @property
    def app(self) -> App:
        assert self._app is not None, "the bot does not run"
        return self._app

    @property
    def preview(self) -> Preview:
        return Preview(telegram=self.telegram, clock=self.clock, app=self.app, url="")

    @property
    def address(self) -> str:
        """Where the bot's own web server listens."""
        return f"http://127.0.0.1:{self.app.port}"

    async def rests(self) -> None:
        """Return when everything that has arrived is handled and everything due is sent."""
        async with asyncio.timeout(PATIENCE):
            await self.preview.settle()

    async def passes(self, **span: float) -> None:
        """Let time pass, for example `hours=3`; each timer fires at its own moment."""
        await self.preview.move(self.clock.now() + timedelta(**span))

    def arrives(self, **update: Any) -> int:
        """An update of any form, also of a kind the bot did not ask for; its id."""
        updates = self.telegram.updates
        number = update.setdefault("update_id", updates.next_id)
        updates.next_id = max(updates.next_id, number + 1)
        updates.put(update)
        return int(number)

    async def hears_together(self, *deeds: Coroutine[Any, Any, Any]) -> None:
        """Let people do this so that the bot learns of it all in one answer of Telegram."""
        self.telegram.faults.order(method="getUpdates", delay=0.1)
        self.arrives(message=None)
        await until(lambda: not len(self.telegram.faults))
        await asyncio.gather(*deeds)

    async def passes_at_once(self, **span: float) -> None:
        """Let time pass in a leap, as when the bot has slept: all that came due is due now."""
        self.clock.move_to(self.clock.now() + timedelta(**span))
        await self.app.ticks.fire_due()

    # People

    async def meets(self, payload: str | None = None, **person: Any) -> Person:
        """A new person starts the bot; what it said is not seen yet."""
        met = self.telegram.person(**person)
        await met.starts(payload)
        await self.rests()
        return met

    async def says(self, person: Person, text: str) -> list[str]:
        """The person writes; what the bot answered."""
        person.reads_all()
        await person.writes(text)
        await self.rests()
        return [message.text for message in person.reads_all()]

    async def presses(self, person: Person, button: str) -> list[str]:
        """The person presses the newest such button; what the bot answered in the chat."""
        person.reads_all()
        await person.presses(button)
        await self.rests()
        return [message.text for message in person.reads_all()]

    # What was kept

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What a query of the test's own finds in the bot's database."""
        return self.behind.rows(query, *values)

    async def changes(self, statement: str) -> None:
        """Do something to the bot's database behind its back, between two of its transactions."""
        await asyncio.to_thread(self.behind.change, statement)

    async def refuses(self, table: str, when: str = "true") -> None:
        """Let the bot's database take no row of which this holds, until `takes_again`."""
        await asyncio.to_thread(self.behind.refuse, table, when)

    async def takes_again(self) -> None:
        await asyncio.to_thread(self.behind.take_again)

    def counts(self, query: str, *values: object) -> int:
        """The single number a query gives."""
        ((number,),) = self.rows(query, *values)
        return int(number)

    def events(self, person: Person) -> list[tuple[str, str]]:
        """The facts about a person, each with its step, in their order."""
        return self.rows("SELECT event, step FROM events WHERE subscriber_id = ? ORDER BY id", person.id)

    # What was asked of Telegram

    def asked(self) -> list[tuple[float, TelegramMethod[Any]]]:
        """Every request the bot makes from now on, with the moment (seconds) it was made."""
        made: list[tuple[float, TelegramMethod[Any]]] = []

        async def note(make: NextRequestMiddlewareType[Any], bot: Bot, request: TelegramMethod[Any]) -> Any:
            made.append((asyncio.get_running_loop().time(), request))
            return await make(bot, request)

        self.app.context.bot.session.middleware(note)
        return made

    def calls(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every call of this method that was answered with ok."""
        return [r.params for r in self.telegram.requests if r.method == method and r.result["ok"]]
