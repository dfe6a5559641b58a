"""Faults that a test orders, as a real bot meets them."""

import time

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot.preview.telegram import Person, StandIn


async def test_429_comes_as_often_as_ordered(bot: Bot, telegram: StandIn, anna: Person) -> None:
    telegram.faults.order(method="sendMessage", error=429, retry_after=10_072, times=2)
    for _ in range(2):
        with pytest.raises(TelegramRetryAfter) as caught:
            await bot.send_message(anna.id, "?")
        assert caught.value.retry_after == 10_072
    await bot.send_message(anna.id, "!")
    await anna.sees("!")
    anna.sees_nothing_new()
    assert len(telegram.faults) == 0


async def test_a_fault_meets_one_chat_or_one_method_only(bot: Bot, telegram: StandIn, anna: Person) -> None:
    boris = telegram.person()
    await boris.starts()
    telegram.faults.order(method="sendMessage", chat_id=boris.id, error=403)
    await bot.send_message(anna.id, "!")
    await bot.send_chat_action(boris.id, "typing")
    with pytest.raises(TelegramForbiddenError, match="blocked by the user"):
        await bot.send_message(boris.id, "!")
    telegram.faults.order(method="sendMessage", error=400)
    telegram.faults.clear()
    await bot.send_message(boris.id, "!")


async def test_a_group_may_become_a_supergroup(bot: Bot, telegram: StandIn) -> None:
    telegram.faults.order(method="sendMessage", chat_id=-5, migrate_to_chat_id=-1005)
    with pytest.raises(TelegramMigrateToChat) as caught:
        await bot.send_message(-5, "!")
    assert caught.value.migrate_to_chat_id == -1005


async def test_a_deactivated_user_can_be_ordered(bot: Bot, telegram: StandIn, anna: Person) -> None:
    telegram.faults.order(error=403, description="Forbidden: user is deactivated")
    with pytest.raises(TelegramForbiddenError, match="user is deactivated"):
        await bot.send_message(anna.id, "!")


@pytest.mark.parametrize("status", [500, 502])
async def test_a_page_of_html_comes_instead_of_json(bot: Bot, telegram: StandIn, anna: Person, status: int) -> None:
    telegram.faults.order(method="sendMessage", error=status)
    with pytest.raises((ClientDecodeError, TelegramServerError)):
        await bot.send_message(anna.id, "?")
    anna.sees_nothing_new()


@pytest.mark.parametrize(("drop", "arrives"), [("before", False), ("after", True)])
async def test_a_dropped_connection_tells_nothing_of_the_message(
    bot: Bot, telegram: StandIn, anna: Person, drop: str, *, arrives: bool
) -> None:
    telegram.faults.order(method="sendMessage", drop="before" if drop == "before" else "after")
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(anna.id, "?")
    assert [message.text for message in anna.reads_all()] == (["?"] if arrives else [])
    await bot.send_message(anna.id, "!")
    await anna.sees("!")


async def test_a_slow_answer_outlasts_the_bots_patience(bot: Bot, telegram: StandIn, anna: Person) -> None:
    telegram.faults.order(method="sendMessage", delay=0.2)
    bot.session.timeout = 0.05
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(anna.id, "?")
    await anna.sees("?")
    bot.session.timeout = 60
    telegram.faults.order(method="sendMessage", delay=0.2)
    began = time.monotonic()
    await bot.send_message(anna.id, "!")
    assert time.monotonic() - began >= 0.2


async def test_polling_fails_and_goes_on(bot: Bot, telegram: StandIn, anna: Person) -> None:
    telegram.faults.order(method="getUpdates", error=429, retry_after=3)
    with pytest.raises(TelegramRetryAfter):
        await bot.get_updates()
    await anna.writes("!")
    assert len(await bot.get_updates()) == 1


async def test_an_update_comes_again_although_it_was_confirmed(bot: Bot, telegram: StandIn, anna: Person) -> None:
    telegram.faults.order(duplicate_update=True)
    assert await bot.get_updates() == []
    await anna.writes("1")
    (first,) = await bot.get_updates()
    await anna.writes("2")
    again = await bot.get_updates(offset=first.update_id + 1)
    assert [update.message.text for update in again if update.message] == ["1", "2"]
    (rest,) = await bot.get_updates(offset=first.update_id + 1)
    assert rest.message is not None
    assert rest.message.text == "2"
