"""A stand-in Telegram with a scripted bot, a clock that can be moved, and the page over the true API."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, Self

from aiohttp import web

from bot.preview.page import routes
from bot.preview.telegram import StandIn
from bot.preview.telegram.api import page_api
from bot.tasks import spawn

from .scripted_bot import FOLLOW_UP, FOLLOW_UP_AFTER, ScriptedBot

OWNER = 1

MOVING_SECONDS = 0.3  # long enough for a person, and for a test, to see that the clock moves
NOON = datetime(2030, 5, 6, 12, 0, tzinfo=UTC)


class MovedClock:
    """Stands at noon until it is moved; whoever started the bot has one follow-up waiting."""

    def __init__(self) -> None:
        self.moment_now = NOON
        self.bot: ScriptedBot | None = None
        self._sent = 0
        self.calls_fail = False

    def now(self) -> datetime:
        return self.moment_now

    async def moment(self) -> dict[str, Any]:
        due = self._next()
        return {"now": self.now().isoformat(), "next_follow_up": due.isoformat() if due else None}

    async def move(self, to: Literal["next"] | None, by_seconds: int | None) -> dict[str, Any]:
        await asyncio.sleep(MOVING_SECONDS)
        due = self._next()
        goal = due if to == "next" and due else self.now() + timedelta(seconds=by_seconds or 0)
        if due is not None and goal >= due and self.bot is not None:
            self.moment_now = due
            chat, _ = self.bot.started[self._sent]
            self._sent += 1
            await self.bot.bot.send_message(chat, FOLLOW_UP)
        self.moment_now = goal
        return await self.moment()

    def staff(self) -> list[int]:
        return [OWNER]

    async def funnels(self) -> list[dict[str, Any]]:
        return [
            {"funnel": "relationships", "title": "Отношения без драмы", "links": ["book", "webinar"], "calls": True}
        ]

    async def calls(self, *, fail: bool | None) -> dict[str, Any]:
        self.calls_fail = self.calls_fail if fail is None else fail
        return {"fail": self.calls_fail}

    def _next(self) -> datetime | None:
        waits = self.bot is not None and len(self.bot.started) > self._sent
        return NOON + FOLLOW_UP_AFTER if waits else None


class PageWorld:
    """`address` is the page's. Its server can go down and up at the same port; the bot does not notice."""

    def __init__(self, telegram: StandIn, clock: MovedClock, bot: ScriptedBot) -> None:
        self.telegram = telegram
        self.clock = clock
        self.bot = bot
        self._port = 0
        self._runner: web.AppRunner | None = None

    @classmethod
    @asynccontextmanager
    async def opened(cls) -> AsyncIterator[Self]:
        clock = MovedClock()
        async with StandIn(now=clock.now) as telegram:
            clock.bot = bot = ScriptedBot(telegram.url, telegram.token)
            running = spawn(bot.run(), name="scripted bot")
            world = cls(telegram, clock, bot)
            await world.up()
            try:
                yield world
            finally:
                await world.down()
                await bot.stop(running)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}/"

    async def up(self) -> None:
        app = web.Application()
        app.add_routes([*routes(), *page_api(self.telegram, self.clock)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]

    async def down(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
