"""`voronka` called as an operator calls it, in a folder and an environment of the test's own."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web

from bot.__main__ import main
from bot.clock import Clock
from bot.counting import count_what_is_stale, counting_in
from bot.preview.telegram import StandIn
from bot.scripts import publish
from storage.database import Database

TOKEN = "42:PREVIEW-secret"
ZONE = "Europe/Moscow"
"""What the settings say where nobody sets TIMEZONE."""

SCRIPT = """
funnel: talk
title: The talk
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - ask: What is your name?
        save: called
"""


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a command ended."""

    status: int
    output: str
    errors: str

    def says_in_one_line(self, *words: str) -> None:
        """Assert that it failed with a sentence in which these words stand, and gave nothing away."""
        assert self.status == 1, self
        assert self.errors.count("\n") == 1, self.errors
        self.hides_its_secrets()
        for word in words:
            assert word in self.errors

    def hides_its_secrets(self) -> None:
        """Assert that neither the token nor a traceback was written."""
        for secret in (TOKEN, TOKEN.partition(":")[2], "Traceback"):
            assert secret not in self.output + self.errors


class Terminal:
    """A working folder with one funnel, and an environment with nothing of Voronka in it."""

    def __init__(self, folder: Path, environment: pytest.MonkeyPatch, captured: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._environment = environment
        self._captured = captured
        environment.chdir(folder)
        self.has_script(SCRIPT)
        self.sets(BOT_TOKEN=TOKEN, HTTP_PORT="0", DATABASE_URL=f"sqlite:///{folder}/voronka.db")

    def has_script(self, text: str, name: str = "talk") -> None:
        path = self.folder / "funnels" / "scripts" / name / "funnel.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def has_run(self) -> None:
        """The bot has been started before: the database knows the funnels as they are now."""
        asyncio.run(self._publish())

    async def _publish(self) -> None:
        database = await Database.open(f"sqlite:///{self.folder}/voronka.db")
        catalogue = await publish(database, self.folder / "funnels" / "scripts", timezone=ZONE, clock=Clock())
        await count_what_is_stale(database, counting_in(ZONE, catalogue), Clock().now())
        await database.close()

    def sets(self, **variables: str) -> None:
        """Put these into the environment."""
        for name, value in variables.items():
            self._environment.setenv(name, value)

    def runs(self, *arguments: str) -> Ended:
        """Call `voronka` with these arguments until it ends."""
        self._captured.readouterr()
        try:
            status = main(arguments)
        except SystemExit as ended:
            status = int(str(ended.code or 0))
        written = self._captured.readouterr()
        return Ended(status=status, output=written.out, errors=written.err)


@contextmanager
def served(answer: web.StreamResponse | None = None) -> Iterator[str]:
    """The address of a stand-in Telegram in a thread of its own, or of a server that always gives this answer."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def same(_request: web.Request) -> web.StreamResponse:
        assert isinstance(answer, web.Response)
        return web.Response(body=answer.body, status=answer.status, content_type=answer.content_type)

    async def start() -> tuple[StandIn | web.AppRunner, str]:
        if answer is None:
            telegram = StandIn(token=TOKEN)
            return telegram, await telegram.start()
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", same)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"

    async def stop(server: StandIn | web.AppRunner) -> None:
        await (server.close() if isinstance(server, StandIn) else server.cleanup())

    server, url = asyncio.run_coroutine_threadsafe(start(), loop).result(5)
    try:
        yield url
    finally:
        asyncio.run_coroutine_threadsafe(stop(server), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
