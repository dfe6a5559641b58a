"""Ticks that go on when the bot stops are finished, none is cut off."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import StandingClock
from bot.tasks import spawn
from bot.ticks import Ticks
from storage.database import Database


class Slow:
    """Refunds that take their time."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.go_on = asyncio.Event()
        self.made = 0

    async def make_due(self) -> None:
        self.begun.set()
        await self.go_on.wait()
        self.made += 1

    async def rest(self) -> None:
        """They say nothing of what a tick has begun."""


class Idle:
    """Codes, digests and replays of which none is due."""

    async def serve(self) -> None:
        pass

    async def tell_digests(self) -> None:
        pass

    async def watch(self) -> None:
        pass

    async def play_asked(self) -> None:
        pass


async def test_a_tick_that_goes_on_is_finished_before_the_end(tmp_path: Path) -> None:
    database = await Database.open(f"sqlite:///{tmp_path}/voronka.db")
    slow = Slow()
    clock = StandingClock(datetime(2026, 3, 2, tzinfo=UTC))
    ticks = Ticks(database, None, clock, staff={}, refunds=slow, codes=Idle(), herald=Idle(), replays=Idle())
    ticks.start()
    async with asyncio.timeout(20):
        await slow.begun.wait()
        stopping = spawn(ticks.stop(), name="stop")
        await asyncio.sleep(0.05)
        assert not stopping.done()
        slow.go_on.set()
        await stopping
    assert slow.made == 1
    await database.close()
