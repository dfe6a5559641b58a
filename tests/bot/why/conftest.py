"""A bot on a clock that stands still, so that a story is the same to the minute whenever it is told."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import StandingClock
from bot.preview.telegram import StandIn
from tests.bot.behind import Behind
from tests.bot.world import World


@pytest.fixture
async def bot(tmp_path: Path, behind: Behind) -> AsyncIterator[World]:
    """It is Monday noon in Moscow."""
    clock = StandingClock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    async with StandIn(now=clock.now) as telegram:
        world = World(tmp_path, behind, telegram, clock)
        yield world
        await world.stops()
