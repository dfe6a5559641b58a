"""A stand-in on a clock that a test moves, a real aiogram bot, and a prospect who has started it."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot

from bot.preview.telegram import Person, StandIn

from .world import MovedClock, bot_of


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
async def telegram(clock: MovedClock) -> AsyncIterator[StandIn]:
    async with StandIn(now=clock) as telegram:
        yield telegram


@pytest.fixture
async def bot(telegram: StandIn) -> AsyncIterator[Bot]:
    async with bot_of(telegram) as bot:
        yield bot


@pytest.fixture
async def anna(telegram: StandIn) -> Person:
    anna = telegram.person()
    await anna.starts()
    telegram.updates.drop()
    return anna
