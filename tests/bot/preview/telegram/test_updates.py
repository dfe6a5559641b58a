"""Long polling: offsets, redelivery, conflicts, allowed kinds, expiry, the webhook instead."""

import asyncio
import time

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError

from bot.preview.telegram import Person, StandIn

from .world import BOOK, MovedClock, bot_of, keyboard, until


async def texts(bot: Bot, offset: int | None = None, limit: int | None = None, wait: int = 0) -> list[str]:
    updates = await bot.get_updates(offset=offset, limit=limit, timeout=wait)
    return [update.message.text or "" for update in updates if update.message]


async def test_unconfirmed_updates_come_again(bot: Bot, anna: Person) -> None:
    await anna.writes("1")
    await anna.writes("2")
    first, second = await bot.get_updates()
    assert second.update_id == first.update_id + 1
    assert await texts(bot) == ["1", "2"]
    assert await texts(bot, offset=first.update_id + 1) == ["2"]
    assert await texts(bot) == ["2"]
    assert await texts(bot, offset=second.update_id + 1) == []


async def test_limit_and_negative_offset(bot: Bot, anna: Person) -> None:
    for text in "12345":
        await anna.writes(text)
    assert await texts(bot, limit=2) == ["1", "2"]
    assert await texts(bot, offset=-2) == ["4", "5"]
    assert await texts(bot) == ["4", "5"]


async def test_a_long_poll_ends_when_something_comes(bot: Bot, telegram: StandIn, anna: Person) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(texts(bot, wait=30))
        await until(lambda: telegram.updates.has_reader)
        assert not poll.done()
        await anna.writes("!")
    assert poll.result() == ["!"]


async def test_a_long_poll_ends_empty_after_its_time(bot: Bot) -> None:
    began = time.monotonic()
    assert await bot.get_updates(timeout=1) == []
    assert time.monotonic() - began >= 0.95


async def test_a_second_reader_ends_the_first(bot: Bot, telegram: StandIn, anna: Person) -> None:
    async with bot_of(telegram) as second:
        async with asyncio.TaskGroup() as group:
            first_poll = group.create_task(conflict_of(bot))
            await until(lambda: telegram.updates.has_reader)
            second_poll = group.create_task(texts(second, wait=30))
            await until(first_poll.done)
            await anna.writes("!")
        assert "terminated by other getUpdates request; make sure that only one bot instance" in first_poll.result()
        assert second_poll.result() == ["!"]


async def conflict_of(bot: Bot) -> str:
    with pytest.raises(TelegramConflictError) as caught:
        await bot.get_updates(timeout=30)
    return str(caught.value)


async def test_kinds_that_are_not_allowed_are_never_stored(bot: Bot, anna: Person) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    assert await anna.writes("lost") is None
    await bot.get_updates(allowed_updates=[])
    await anna.writes("kept")
    assert await texts(bot) == ["kept"]


async def test_a_kind_to_opt_in_to_is_stored_only_when_it_is_named(telegram: StandIn) -> None:
    assert telegram.updates.add("chat_member", {}) is None
    telegram.updates.allow(["message", "chat_member"])
    assert telegram.updates.add("chat_member", {}) is not None


async def test_allowed_kinds_are_remembered(bot: Bot, anna: Person) -> None:
    await bot.get_updates(allowed_updates=["message"])
    await bot.get_updates()
    assert await anna.blocks() is None
    assert (await bot.get_webhook_info()).allowed_updates == ["message"]


async def test_messages_wait_a_day_and_queries_150_seconds(
    bot: Bot, anna: Person, clock: MovedClock, telegram: StandIn
) -> None:
    await bot.send_message(anna.id, "?", reply_markup=keyboard("да"))
    await anna.writes("!")
    await anna.presses("да")
    clock.move(149)
    assert len(await bot.get_updates()) == 2
    clock.move(1)
    assert await texts(bot) == ["!"]
    assert len(telegram.updates) == 1
    clock.move(24 * 3600 - 150)
    assert await bot.get_updates() == []


async def test_ids_may_start_anew_lower_and_nothing_is_lost(bot: Bot, telegram: StandIn, anna: Person) -> None:
    await anna.writes("old")
    (old,) = await bot.get_updates()
    assert await texts(bot, offset=old.update_id + 1) == []
    telegram.updates.next_id = 1000
    await anna.writes("new")
    assert await texts(bot, offset=old.update_id + 1) == ["new"]
    assert await texts(bot, offset=1001) == []


async def test_polling_and_a_webhook_exclude_each_other(bot: Bot, anna: Person) -> None:
    await anna.writes("!")
    await bot.set_webhook("https://a.example/hook", secret_token="s-1", allowed_updates=["message"])
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == ("https://a.example/hook", 1)
    await bot.delete_webhook()
    assert await texts(bot) == ["!"]
    await bot.delete_webhook(drop_pending_updates=True)
    assert await texts(bot) == []


async def test_setting_a_webhook_ends_the_poll(bot: Bot, telegram: StandIn) -> None:
    async with bot_of(telegram) as other, asyncio.TaskGroup() as group:
        poll = group.create_task(conflict_of(bot))
        await until(lambda: telegram.updates.has_reader)
        await other.set_webhook("https://a.example/hook")
    assert "terminated by setWebhook request" in poll.result()


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("http://a.example", None, "An HTTPS URL must be provided"),
        ("https://", None, "invalid webhook URL"),
        ("https://a.example", "нет", "secret token contains unallowed characters"),
        ("https://a.example", "x" * 257, "secret token is too long"),
    ],
)
async def test_a_bad_webhook_is_refused(bot: Bot, url: str, secret: str | None, words: str) -> None:
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.set_webhook(url, secret_token=secret)


async def test_closing_does_not_wait_for_a_poll(clock: MovedClock) -> None:
    telegram = StandIn(now=clock)
    await telegram.start()
    async with bot_of(telegram) as bot, asyncio.TaskGroup() as group:
        poll = group.create_task(bot.get_updates(timeout=30))
        await until(lambda: telegram.updates.has_reader)
        began = time.monotonic()
        await telegram.close()
        assert time.monotonic() - began < 3
    assert poll.result() == []


async def test_an_update_of_a_payment_is_not_lost_by_a_poll_that_broke(
    bot: Bot, telegram: StandIn, anna: Person
) -> None:
    await bot.send_invoice(anna.id, **BOOK)
    async with asyncio.TaskGroup() as group:
        paying = group.create_task(anna.pays())
        (asked,) = await bot.get_updates(timeout=5)
        assert asked.pre_checkout_query is not None
        await bot.answer_pre_checkout_query(asked.pre_checkout_query.id, ok=True)
    assert paying.result().ok
    for _ in range(2):
        (paid,) = await bot.get_updates(offset=asked.update_id + 1)
        assert paid.message is not None
        assert paid.message.successful_payment is not None
