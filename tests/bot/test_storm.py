"""Thousands of timers, or hundreds of events, at one moment: answers go between them."""

import asyncio

from aiogram.methods import SendMessage

from bot.incoming import Incoming
from bot.ticks import BATCH
from funnels.engine.inputs import EventReceived

from .crowd import stand_with
from .world import World, until

SCRIPT = """
funnel: talk
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - message: One
        buttons: [Next]
        follow_ups:
          - {after: 1 hour, message: Still there?}
      - message: Two
"""
NEWS = """
funnel: news
language: en
start: {events: [news]}
stages: [{stage: only, steps: [{message: Have you heard?}]}]
"""
MANY = 5_000
LIMIT = 30


async def test_an_answer_goes_before_thousands_of_timed_messages(bot: World) -> None:
    await bot.starts(SCRIPT, send_per_second=LIMIT)
    anna = await bot.meets()
    await stand_with(bot, anna, MANY - 1)
    runner = bot.app.context.runner
    waiting: list[int] = []
    runner.overheard = lambda _incoming: waiting.append(len(runner._waiting))
    await bot.passes_at_once(hours=1)
    assert max(waiting) <= BATCH, "an answer waits behind one batch of timers at most"
    assert bot.counts("SELECT count(*) FROM outbox WHERE purpose = 'follow_up'") == MANY
    boris = bot.telegram.person()
    asked = bot.asked()
    await until(lambda: len(asked) > LIMIT)
    before = len(asked)
    await boris.starts()
    await boris.sees("One")
    sent = [request.chat_id for _, request in asked[before:] if isinstance(request, SendMessage)]
    assert sent.index(boris.id) <= LIMIT
    assert bot.counts("SELECT count(*) FROM outbox WHERE purpose = 'follow_up' AND status = 'pending'") > MANY // 2


async def test_an_answer_goes_before_hundreds_of_messages_that_events_cause(bot: World) -> None:
    bot.has_script(NEWS)
    await bot.starts(SCRIPT, send_per_second=LIMIT)
    anna, boris = await bot.meets(), await bot.meets()
    await stand_with(bot, anna, 10 * LIMIT - 1)
    asked, runner = bot.asked(), bot.app.context.runner
    people = [id_ for (id_,) in bot.rows("SELECT id FROM subscribers")]
    await asyncio.gather(*(runner.submit(Incoming(subscriber=id_, input=EventReceived(name="news"))) for id_ in people))
    await boris.presses("Next")
    await boris.sees("Two")
    sent = [request.text for _, request in asked if isinstance(request, SendMessage)]
    assert "Two" in sent[: 3 * LIMIT]
    assert bot.counts("SELECT count(*) FROM outbox WHERE funnel = 'news' AND finished_at IS NULL") > len(people) // 2
