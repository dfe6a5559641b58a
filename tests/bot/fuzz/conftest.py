"""The bot that is given everything."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.bot.world import World

from .patient import Patient, Watch


@pytest.fixture
async def patient(bot: World) -> AsyncIterator[Patient]:
    with Watch() as watch:
        async with aiohttp.ClientSession() as session:
            yield Patient(bot, watch, session)
        await bot.stops()
        assert not watch.faults
