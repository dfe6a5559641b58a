"""Presses: answered once, soon, and counted also when Telegram takes no answer any more."""

import asyncio
from datetime import timedelta

from tests.bot.world import EITHER_WAY, World, until

from .talk import TALK, toast

pytestmark = EITHER_WAY


def _refusals(bot: World) -> list[str]:
    return [
        request.result["description"]
        for request in bot.telegram.requests
        if request.method == "answerCallbackQuery" and not request.result["ok"]
    ]


async def test_a_press_is_answered_once_its_input_is_kept(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await bot.changes("ALTER TABLE events RENAME TO gone")
    press = await anna.presses("Next")
    await asyncio.sleep(0.1)
    assert press.query is not None
    assert not press.query.answer.done()
    await bot.changes("ALTER TABLE gone RENAME TO events")
    await toast(press)
    asked = [r for r in bot.telegram.requests if r.method == "answerCallbackQuery"]
    assert len(asked) == 1


async def test_a_press_is_answered_before_anything_is_sent(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    anna.reads_all()
    bot.telegram.faults.order(method="sendMessage", error=429, retry_after=3600)
    press = await anna.presses("Next")
    assert await toast(press) == ""
    anna.sees_nothing_new()
    await bot.passes(hours=1)
    await anna.sees("What is your name?")


async def test_a_press_too_old_to_answer_still_counts(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await anna.presses("Next")
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=16))
    await anna.sees("What is your name?")
    await until(lambda: bool(_refusals(bot)))
    assert "query is too old" in _refusals(bot)[0]
    assert await bot.says(anna, "Anna") == ["Hello, Anna."]


async def test_a_press_waits_150_seconds_for_a_bot_that_is_away_and_no_longer(bot: World) -> None:
    await bot.starts(TALK)
    anna, boris = [await bot.meets() for _ in range(2)]
    await bot.stops()
    await boris.presses("Next")
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=60))
    await anna.presses("Next")
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=100))
    await bot.starts()
    await anna.sees("What is your name?")
    await bot.rests()
    assert "What is your name?" not in [message.text for message in boris.chat]
    assert await bot.presses(boris, "Next") == ["What is your name?"]
