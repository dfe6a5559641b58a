"""Limits on sending: exact windows on a moved clock."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter
from aiogram.types import BufferedInputFile, InputMediaPhoto

from bot.preview.telegram import Limits, StandIn
from bot.preview.telegram.errors import ApiError
from bot.preview.telegram.limits import Limiter

from .world import MovedClock, picture


@pytest.fixture
async def telegram(clock: MovedClock) -> AsyncIterator[StandIn]:
    async with StandIn(now=clock, limits=Limits(per_second=3)) as telegram:
        for _ in range(5):
            await telegram.person().starts()
        yield telegram


async def test_a_chat_takes_one_message_a_second(bot: Bot, clock: MovedClock) -> None:
    await bot.send_message(1001, "1")
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(1001, "2")
    assert caught.value.retry_after == 1
    clock.move(0.999)
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(1001, "2")
    clock.move(0.001)
    await bot.send_message(1001, "2")


async def test_the_whole_bot_is_limited_and_paid_broadcasts_are_not(bot: Bot, clock: MovedClock) -> None:
    for person in (1001, 1002, 1003):
        await bot.send_message(person, "!")
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(1004, "!")
    await bot.send_message(1004, "!", allow_paid_broadcast=True)
    clock.move(1)
    await bot.send_message(1005, "!")


async def test_no_stretch_of_a_second_has_more_than_the_limit(bot: Bot, clock: MovedClock) -> None:
    sent = []
    for _ in range(60):
        for person in range(1001, 1006):
            try:
                await bot.send_message(person, "!")
            except TelegramRetryAfter:
                continue
            sent.append(clock())
        clock.move(0.1)
    assert len(sent) == 18
    assert all((later - first).total_seconds() >= 1 for first, later in zip(sent, sent[3:], strict=False))


async def test_the_wait_is_told_in_the_body_and_in_the_header(telegram: StandIn) -> None:
    url = f"{telegram.url}/bot{telegram.token}/sendMessage"
    async with aiohttp.ClientSession() as session:
        for _ in range(2):
            response = await session.post(url, json={"chat_id": 1001, "text": "!"})
        assert (response.status, response.headers["Retry-After"]) == (429, "1")
        assert await response.json() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 1",
            "parameters": {"retry_after": 1},
        }


def test_a_group_takes_twenty_a_minute(clock: MovedClock) -> None:
    limiter = Limiter(Limits(per_second=None))
    for _ in range(20):
        limiter.take(-100, clock())
        clock.move(1)
    with pytest.raises(ApiError) as caught:
        limiter.take(-100, clock())
    assert caught.value.retry_after == 40
    clock.move(40)
    limiter.take(-100, clock())


def test_a_refused_message_does_not_count(clock: MovedClock) -> None:
    limiter = Limiter(Limits(per_second=2, per_chat_per_second=1))
    limiter.take(1, clock())
    with pytest.raises(ApiError):
        limiter.take(1, clock())
    limiter.take(2, clock())


async def test_each_item_of_an_album_counts(bot: Bot, clock: MovedClock) -> None:
    file = BufferedInputFile(picture(), filename="a.png")
    await bot.send_media_group(1001, [InputMediaPhoto(media=file), InputMediaPhoto(media=file)])
    await bot.send_message(1002, "!")
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(1003, "!")
    clock.move(1)
    await bot.send_message(1003, "!")


async def test_an_album_larger_than_a_window_waits_until_it_is_empty(bot: Bot, clock: MovedClock) -> None:
    album = [InputMediaPhoto(media=BufferedInputFile(picture(), filename="a.png"))] * 5
    await bot.send_message(1001, "!")
    clock.move(0.5)
    with pytest.raises(TelegramRetryAfter):
        await bot.send_media_group(1002, album)
    clock.move(0.5)
    await bot.send_media_group(1002, album)
