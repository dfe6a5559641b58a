"""A bot in a process of its own, which is gone afterwards; only what it does is measured, unless it ends before."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.preview.telegram import StandIn
from bot.tasks import spawn

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class BotProcess:
    """A bot that runs."""

    process: Process

    @property
    def pid(self) -> int:
        """Its number."""
        return self.process.pid

    async def during(self, work: Coroutine[None, None, T]) -> T:
        """What the work finds, unless the bot ends meanwhile: what it had to say is on the terminal."""
        measured, end = spawn(work, name="measure"), spawn(self.process.wait(), name="wait for the bot")
        await asyncio.wait({measured, end}, return_when=asyncio.FIRST_COMPLETED)
        end.cancel()
        if not measured.done():
            measured.cancel()
            raise SystemExit(f"the bot ended with status {self.process.returncode} in the middle of the measurement")
        return measured.result()

    async def line(self) -> str:
        """The next line it says."""
        assert self.process.stdout is not None  # it was started with a pipe
        line = await self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the bot ended with status {await self.process.wait()} and has not said why")
        return line.decode().strip()

    async def figures(self) -> dict[str, float]:
        """What it has found when it ends by itself."""
        found: dict[str, float] = json.loads(await self.line())
        await self.process.wait()
        return found

    async def ends(self) -> dict[str, float]:
        """Ask it to end; what it has found."""
        self.process.terminate()
        return await self.figures()


@asynccontextmanager
async def started(name: str, telegram: StandIn, folder: Path, **settings: Any) -> AsyncIterator[BotProcess]:
    """The bot `bench.bots.NAME` on this stand-in, once it runs."""
    async with process(f"bench.bots.{name}", telegram.url, telegram.token, str(folder), json.dumps(settings)) as bot:
        await bot.line()
        yield bot


@asynccontextmanager
async def process(module: str, *arguments: str) -> AsyncIterator[BotProcess]:
    """`python -m MODULE ARGUMENTS`, killed at the end if it has not ended."""
    child = await asyncio.create_subprocess_exec(sys.executable, "-m", module, *arguments, stdout=PIPE)
    try:
        yield BotProcess(process=child)
    finally:
        if child.returncode is None:
            child.kill()
        await child.wait()


def write_script(folder: Path, text: str) -> None:
    """Put a funnel where the bot in this folder looks for it."""
    file = folder / "funnels" / "bench" / "funnel.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
