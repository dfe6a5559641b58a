"""The stand-in brings updates to a webhook: in the order of each queue, again until they are taken or expire."""

import time
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest

from bot.preview.telegram import Person, StandIn
from tests.bot.receiver import Received, Receiver, receiving

from .world import MovedClock, until

SECRET = "s-1"


@pytest.fixture
async def site(bot: Bot, telegram: StandIn) -> AsyncIterator[Receiver]:
    """What the webhook leads to."""
    async with receiving() as receiver:
        telegram.local = True
        await bot.set_webhook(receiver.url, secret_token=SECRET, max_connections=2)
        yield receiver
        await bot.delete_webhook()


def _text(received: Received) -> str:
    return str(received.fields["message"]["text"])


async def test_an_update_is_brought_with_the_secret_and_then_over(
    site: Receiver, telegram: StandIn, anna: Person
) -> None:
    await anna.writes("1")
    await until(lambda: not len(telegram.updates))
    (brought,) = site.received
    assert _text(brought) == "1"
    assert brought.headers["X-Telegram-Bot-Api-Secret-Token"] == SECRET


async def test_what_waited_before_is_brought_in_its_order(bot: Bot, telegram: StandIn, anna: Person) -> None:
    for text in "123":
        await anna.writes(text)
    telegram.local = True
    async with receiving() as site:
        await bot.set_webhook(site.url)
        await until(lambda: not len(telegram.updates))
        await bot.delete_webhook()
    assert [_text(one) for one in site.received] == ["1", "2", "3"]
    assert "X-Telegram-Bot-Api-Secret-Token" not in site.received[0].headers


async def test_after_a_failure_a_chat_waits_and_others_go_on(site: Receiver, telegram: StandIn, anna: Person) -> None:
    site.will_answer(500, 503, Retry_After="1")
    began = time.monotonic()
    await anna.writes("1")
    await anna.writes("2")
    await until(lambda: len(site.received) == 2)
    boris = telegram.person()
    await boris.writes("hello")
    await until(lambda: not len(telegram.updates))
    assert time.monotonic() - began > 0.9
    assert [_text(one) for one in site.received] == ["1", "1", "hello", "1", "2"]


async def test_no_more_are_brought_at_once_than_was_asked_for(site: Receiver, telegram: StandIn) -> None:
    site.takes = 0.05
    for _ in range(6):
        await telegram.person().writes("hello")
    await until(lambda: not len(telegram.updates))
    assert site.most_at_once == 2


@pytest.mark.parametrize(("drop", "brought"), [("before", 1), ("after", 2)])
async def test_a_connection_that_breaks_has_the_update_brought_again(
    site: Receiver, telegram: StandIn, anna: Person, drop: str, brought: int
) -> None:
    telegram.faults.order(method="webhook", drop=drop)  # type: ignore[arg-type]  # one of its words
    await anna.writes("1")
    await until(lambda: not len(telegram.updates))
    assert len(site.received) == brought


async def test_what_has_expired_is_not_brought_again(
    site: Receiver, telegram: StandIn, clock: MovedClock, anna: Person
) -> None:
    site.will_answer(503, 503, Retry_After="1")
    await anna.writes("1")
    await until(lambda: len(site.received) == 1)
    clock.move(86_401)
    await anna.writes("2")
    await until(lambda: not len(telegram.updates))
    assert _text(site.received[-1]) == "2"
    assert len(site.received) <= 3


async def test_what_went_wrong_is_told(bot: Bot, site: Receiver, telegram: StandIn, anna: Person) -> None:
    site.will_answer(500)
    await anna.writes("1")
    await until(lambda: not len(telegram.updates))
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    assert info.last_error_date is not None
    assert info.max_connections == 2


async def test_taken_away_in_the_middle_the_update_waits_to_be_fetched(bot: Bot, site: Receiver, anna: Person) -> None:
    site.takes = 5
    await anna.writes("1")
    await until(lambda: bool(site.received))
    await bot.delete_webhook()
    (waiting,) = await bot.get_updates()
    assert waiting.message is not None
    assert waiting.message.text == "1"


async def test_only_some_ports_are_taken(bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="only on ports 80, 88, 443 or 8443"):
        await bot.set_webhook("https://a.example:8080/hook")
