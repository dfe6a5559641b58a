"""What else a broken journey cannot deal with is set aside: timers, what came of calls, questions and messages."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
from aiogram.methods import GetChatMember, TelegramMethod

from tests.bot.failed.talk import TALK, Breaking, broken, nothing_is_left, plays, sets_aside
from tests.bot.receiver import Receiver, receiving
from tests.bot.test_calls import WAITS
from tests.bot.world import ON_EITHER, World, until

pytestmark = ON_EITHER
GATE = """
funnel: walk
language: en
stages:
  - stage: only
    steps:
      - gate: "@The_Club"
        text: Join us.
      - message: Welcome in.
"""
OUTBOX = "SELECT status, reason FROM outbox WHERE chat_id = ? ORDER BY id"


async def test_a_timer(bot: World) -> None:
    await bot.starts(TALK)
    anna, boris = await bot.meets(), await bot.meets()
    journey = await broken(bot, anna)
    await bot.passes_at_once(hours=2)
    await boris.sees("Still there?")
    await sets_aside(bot, "timer")
    assert bot.counts("SELECT count(*) FROM timers") == 0
    assert bot.rows("SELECT subscriber_id, tries FROM set_aside") == [(anna.id, 1)]
    await bot.owner.sees("An error of the program")
    await bot.starts_anew()
    await journey.is_mended()
    anna.reads_all()
    await plays(bot)
    await anna.sees("Still there?")
    await nothing_is_left(bot)


@pytest.mark.parametrize("how", [Breaking.strays, Breaking.is_unreadable], ids=["astray", "unreadable"])
async def test_whether_somebody_is_in_a_channel(bot: World, how: Callable[[Breaking], Awaitable[None]]) -> None:
    club = bot.telegram.channel("@the_club")
    await bot.starts(GATE)
    anna = bot.telegram.person()
    club.members.add(anna.id)
    breaking: list[Breaking] = []

    async def breaks_meanwhile(make: NextRequestMiddlewareType[Any], asking: Bot, request: TelegramMethod[Any]) -> Any:
        answer = await make(asking, request)
        if isinstance(request, GetChatMember):
            breaking.append(Breaking(bot, anna))
            await how(breaking[0])
        return answer

    bot.app.context.bot.session.middleware(breaks_meanwhile)
    await anna.starts()
    await sets_aside(bot, "input")
    assert bot.rows("SELECT subscriber_id, funnel FROM set_aside") == [(anna.id, "walk")]
    await bot.owner.sees("An error of the program")
    await breaking[0].is_mended()
    await plays(bot)
    await anna.sees("Welcome in.")
    await nothing_is_left(bot)
    assert len(bot.calls("getChatMember")) == 1


@pytest.fixture
async def crm() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


async def test_what_came_of_a_call(bot: World, crm: Receiver) -> None:
    crm.will_answer(200, body='{"lead": {"id": 7}}')
    crm.may_answer.clear()
    await bot.starts(WAITS.replace("URL", crm.url).replace("WITHIN", "1 hour"), call_private=True)
    anna = bot.telegram.person()
    await anna.starts()
    await until(lambda: bool(crm.received))
    journey = await broken(bot, anna)
    crm.may_answer.set()
    await sets_aside(bot, "call")
    await journey.is_mended()
    await plays(bot)
    await anna.sees("You are 7.")
    await nothing_is_left(bot)
    assert len(crm.received) == 1


async def test_that_a_message_was_sent(bot: World) -> None:
    await bot.starts(TALK)
    anna = bot.telegram.person()
    await bot.refuses("events", "NEW.event = 'delivered'")
    await anna.starts()
    await anna.sees("First?")
    await sets_aside(bot, "outcome")
    delivered = "SELECT count(*) FROM events WHERE event = 'delivered'"
    assert bot.counts(delivered) == 0
    await bot.takes_again()
    await bot.starts_anew()
    await plays(bot)
    await nothing_is_left(bot)
    assert bot.counts(delivered) == 1
    assert bot.rows(OUTBOX, anna.id) == [("sent", "")]
    assert [message.text for message in anna.chat].count("First?") == 1


async def test_that_nobody_knows_whether_a_message_arrived(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await bot.refuses("events", "NEW.event = 'left_in_doubt'")
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, drop="after")
    await bot.passes_at_once(hours=2)
    await sets_aside(bot, "outcome")
    assert bot.rows(OUTBOX, anna.id)[-1][0] == "in_doubt"
    await bot.takes_again()
    await plays(bot, cause=2)
    await nothing_is_left(bot)
    assert ("left_in_doubt", "only.1#1") in bot.events(anna)
    status, reason = bot.rows(OUTBOX, anna.id)[-1]
    assert status == "in_doubt"
    assert "not recorded" not in reason
