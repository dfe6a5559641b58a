"""The preview: the real bot on a stand-in Telegram, with a clock that can be moved and a chat page in the browser."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, Literal

from pydantic import HttpUrl, SecretStr

from bot.app import App, running
from bot.clock import MovedClock, StandingClock
from bot.preview import page
from bot.preview.calls import ShownCalls
from bot.preview.outside import Outside
from bot.preview.recorder import Recorder
from bot.preview.telegram import StandIn
from bot.preview.telegram.api import page_api
from bot.preview.tills.street import Tills
from bot.scripts import calls_others
from bot.settings import Settings, read_settings
from bot.web.server import free_port
from funnels.definition.neighbours import awaited
from funnels.definition.script import Script
from funnels.dialogue.acts import BEGIN
from funnels.steps.deliver import Deliver
from funnels.steps.gate import Gate
from funnels.steps.staff import ForStaff
from storage import timers, upkeep

OWNER = 1
"""The preview's owner, a person of the stand-in like any other; prospects are numbered from 1001."""

OWNER_NAMES = {"ru": "Владелец", "en": "Owner"}
STAFF_NAMES = {"ru": "Чат", "en": "Chat"}

SETTLED_AFTER = 60.0
"""Seconds after which a bot that does not come to rest is given up on."""


@dataclass(kw_only=True)
class Preview:
    """A bot to play with."""

    telegram: StandIn
    clock: MovedClock
    app: App
    url: str
    staff: list[int] = field(default_factory=list)
    """Chats that scripts turn to by their numbers."""

    async def settle(self) -> None:
        """Return when the bot has handled and sent everything; raises TimeoutError if it never does."""
        async with asyncio.timeout(SETTLED_AFTER):
            while len(self.telegram.updates) or not await self.app.quiet():  # noqa: ASYNC110  # many parts must rest
                await asyncio.sleep(0.002)

    async def next_moment(self) -> datetime | None:
        """When the next timer is due, or the next payment of a subscription (UTC)."""
        async with self.app.context.database.read() as connection:
            moments = (await timers.next_due(connection), self.telegram.subscriptions.next_due)
        return min((moment for moment in moments if moment is not None), default=None)

    async def move(self, until: datetime, *, each: Callable[[], Awaitable[None]] | None = None) -> None:
        """Let time pass: every timer fires and every order expires at its own moment, and the bot rests after each."""
        while (due := await self._next_stop()) is not None and due <= until:
            self.clock.move_to(due)
            if not self.telegram.subscriptions.renew_due():
                await self.app.ticks.fire_due()
            await self.app.ticks.keep_up_orders()
            await self.settle()
            if each is not None:
                await each()
        self.clock.move_to(until)
        await self.app.ticks.tell_troubles()
        await self.settle()

    async def _next_stop(self) -> datetime | None:
        """The next moment at which something changes, also unseen."""
        async with self.app.context.database.read() as connection:
            moments = (await upkeep.next_to_expire(connection), await self.next_moment())
        return min((moment for moment in moments if moment is not None), default=None)

    def make_room(self) -> None:
        """Open the channels and groups that the live scripts turn to, each once."""
        for invite in (invite for script in self._scripts() for invite in script.invites):
            self.telegram.channel(invite.chat)
        for step in (place.step for script in self._scripts() for place in script.places.values()):
            if isinstance(step, Gate):
                channel = self.telegram.channel(step.gate)
                channel.link = str(step.url or channel.link)
            elif isinstance(step, Deliver) and not isinstance(step.deliver, str) and step.deliver.invite:
                self.telegram.channel(step.deliver.invite.chat)
            elif isinstance(step, ForStaff) and isinstance(step.to, int) and step.to not in self.telegram.chats:
                self._open_staff_chat(step.to)

    def _open_staff_chat(self, chat: int) -> None:
        name = f"{STAFF_NAMES[self.app.context.settings.language]} {chat}"
        if chat < 0:
            self.telegram.group(name, chat)
        else:
            self.telegram.person(name, id=chat).room.started = True
        self.staff.append(chat)

    def _scripts(self) -> Iterable[Script]:
        return self.app.context.runner.catalogue.live.values()


class PageControls:
    """What the chat page may do to the bot; it is served before the bot runs, so the preview is put in later."""

    preview: Preview

    def __init__(self, calls: ShownCalls, recorder: Recorder | None) -> None:
        self._calls = calls
        self._recorder = recorder

    async def moment(self) -> dict[str, Any]:
        """The bot's time, when it will write by itself, and whether walks are recorded, on a standing clock."""
        due = await self.preview.next_moment()
        return {
            "now": self.preview.clock.now().isoformat(),
            "next_follow_up": due.isoformat() if due is not None else None,
            "recording": self._recorder is not None,
        }

    async def move(self, to: Literal["next"] | None, by_seconds: int | None) -> dict[str, Any]:
        """To the next timer, or by a span."""
        now = self.preview.clock.now()
        target = await self.preview.next_moment() if to == "next" else now + timedelta(seconds=by_seconds or 0)
        if target is not None:
            if self._recorder is not None:
                self._recorder.moved(max(target - now, timedelta()))
            await self.preview.move(max(target, now))
        return await self.moment()

    def staff(self) -> list[int]:
        """The owner's chat, then those that scripts turn to by their numbers."""
        return [OWNER, *self.preview.staff]

    async def funnels(self) -> list[dict[str, Any]]:
        """The live funnels and the links into them."""
        live = self.preview.app.context.runner.catalogue.live.values()
        return [
            {
                "funnel": script.funnel,
                "title": script.title,
                "links": [*script.file.start.links, *([""] if script.file.start.default else [])],
                "calls": calls_others(script),
                "events": [name for _, name in awaited(script)],
            }
            for script in live
        ]

    async def calls(self, *, fail: bool | None) -> dict[str, Any]:
        """Whether calls to other systems fail; `fail` decides it."""
        self._calls.fail = self._calls.fail if fail is None else fail
        return {"fail": self._calls.fail}


@asynccontextmanager
async def previewing(
    *,
    funnels: Path | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
    recorder: Recorder | None = None,
    clock: MovedClock | None = None,
    **given: object,
) -> AsyncIterator[Preview]:
    """Start the stand-in, the bot and the page; nothing of it outlives the context.

    The clock is the real one, moved forward, unless one is given. With a recorder it stands at the moment dialogues
    begin at, and walks can be saved as dialogues.
    """
    port = port or free_port(host)
    clock = clock or (MovedClock() if recorder is None else StandingClock(BEGIN))
    with tempfile.TemporaryDirectory(prefix="voronka-preview-") as folder:
        async with StandIn(now=clock.now) as telegram:
            shown = ShownCalls(telegram)
            controls = PageControls(shown, recorder)
            if funnels is not None:
                given["funnels_dir"] = funnels
            tills = Tills(f"http://{host}:{port}", clock.now, read_settings(**given).language)
            settings = _settings(telegram, Path(folder), f"{host}:{port}", {**tills.settings(), **given})
            owner = telegram.person(OWNER_NAMES[settings.language], language_code=settings.language, id=OWNER)
            outside = Outside()
            routes = [*page.routes(), *page_api(telegram, controls), *outside.routes(), *tills.routes()]
            routes += recorder.routes() if recorder else ()
            async with running(
                settings, clock=clock, routes=routes, caller=shown, chat_url=f"http://{host}:{port}"
            ) as app:
                preview = Preview(telegram=telegram, clock=clock, app=app, url=f"http://{host}:{port}")
                controls.preview = outside.preview = preview
                shown.scripts = lambda: app.context.runner.catalogue.live
                preview.make_room()
                if recorder is not None:
                    recorder.preview, app.context.runner.overheard = preview, recorder.heard
                await owner.writes("/help")
                await owner.sees("/stats")
                try:
                    yield preview
                finally:
                    telegram.happenings.end()  # open pages would keep the web server from ending


def _settings(telegram: StandIn, folder: Path, address: str, given: dict[str, object]) -> Settings:
    """The operator's own settings, except for what must not reach the real Telegram or the real database."""
    host, _, port = address.rpartition(":")
    values: dict[str, object] = {
        "bot_token": SecretStr(telegram.token),
        "bot_api_url": HttpUrl(telegram.url),
        "database_url": f"sqlite:///{folder}/preview.db",
        "owner_ids": [OWNER],
        "manager_ids": [],
        "marketer_ids": [],
        "http_host": host,
        "http_port": port,
        "public_url": HttpUrl(f"http://{address}"),
        "provider_token": SecretStr(telegram.provider_token),
        "events_secret": SecretStr(token_urlsafe()),
        "send_per_second": 1000,
        "send_per_chat_per_second": 100,
        **given,
    }
    return read_settings(**values)
