"""What becomes of messages of which nobody knows whether they arrived, and what is no doubt at all."""

import socket

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import SendMessage

from bot.connection import connect, is_in_doubt
from bot.preview.telegram import Person

from .world import EITHER_WAY, World, until

TALK = """
funnel: talk
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - message: One
        buttons: [Next]
        follow_ups:
          - after: 1 hour
            message: Still there?
      - wait: 1 day
      - message: Two
"""
BROKEN = [{"drop": "after"}, {"error": 504}]
REFUSED = [{"error": 500}, {"error": 502}, {"error": 503}]


def _heard(person: Person) -> list[str]:
    return [message.text for message in person.chat if message.author == "bot"]


@EITHER_WAY
@pytest.mark.parametrize("fault", BROKEN, ids=str)
async def test_a_follow_up_that_may_have_arrived_is_not_sent_again(bot: World, fault: dict[str, object]) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    bot.telegram.faults.order(method="sendMessage", **fault)  # type: ignore[arg-type]  # one fault's own fields
    await bot.passes(hours=1)
    await bot.passes(hours=1)
    assert _heard(anna).count("Still there?") == (1 if "drop" in fault else 0)
    ((status, reason),) = bot.rows("SELECT status, reason FROM outbox WHERE purpose = 'follow_up'")
    assert status == "in_doubt"
    assert reason
    assert ("left_in_doubt", "only.1#1") in bot.events(anna)
    assert await bot.presses(anna, "Next") == []


@pytest.mark.parametrize("fault", REFUSED, ids=str)
async def test_a_follow_up_that_was_refused_for_now_is_sent_again(bot: World, fault: dict[str, object]) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    bot.telegram.faults.order(method="sendMessage", **fault)  # type: ignore[arg-type]  # as above
    await bot.passes(hours=1)
    await bot.passes(minutes=1)
    assert _heard(anna) == ["One", "Still there?"]


async def test_a_timed_message_of_a_step_is_sent_again_for_the_journey_waits_on_it(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await bot.presses(anna, "Next")
    bot.telegram.faults.order(method="sendMessage", drop="after")
    await bot.passes(days=1)
    await bot.passes(minutes=1)
    assert _heard(anna) == ["One", "Two", "Two"]


async def test_a_follow_up_in_hand_when_the_process_dies_is_left_alone_and_an_answer_is_not(bot: World) -> None:
    await bot.starts(TALK)
    anna, boris = [await bot.meets() for _ in range(2)]
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, error=429, retry_after=60)
    await bot.passes_at_once(hours=1)
    await until(lambda: bot.counts("SELECT count(*) FROM outbox WHERE attempts = 1") == 1)
    await bot.stops()
    await bot.changes("UPDATE outbox SET status = 'claimed' WHERE status = 'pending'")
    await bot.changes(
        f"UPDATE outbox SET status = 'claimed', finished_at = NULL WHERE step = 'only.1' AND chat_id = {boris.id}"
    )
    await bot.starts()
    await bot.passes(minutes=5)
    assert _heard(anna) == ["One"]
    assert _heard(boris) == ["One", "Still there?", "One"]
    assert ("left_in_doubt", "only.1#1") in bot.events(anna)


async def _error(address: str) -> TelegramAPIError:
    bot: Bot = connect("42:PREVIEW", address)
    try:
        with pytest.raises(TelegramAPIError) as raised:
            await bot(SendMessage(chat_id=1, text="x"), request_timeout=1)
    finally:
        await bot.session.close()
    return raised.value


async def test_a_connection_that_was_never_made_is_no_doubt() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        assert not is_in_doubt(await _error(f"http://127.0.0.1:{taken.getsockname()[1]}"))
    assert not is_in_doubt(await _error("http://nowhere.invalid"))


async def test_a_connection_that_was_not_made_in_time_is_no_doubt() -> None:
    with socket.socket() as full, socket.socket() as first:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        first.connect(full.getsockname())  # nobody else gets in
        assert not is_in_doubt(await _error(f"http://127.0.0.1:{full.getsockname()[1]}"))


async def test_an_answer_that_does_not_come_is_doubt() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        assert is_in_doubt(await _error(f"http://127.0.0.1:{silent.getsockname()[1]}"))
