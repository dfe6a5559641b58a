"""A bot that is stopped and started goes on where it was: nothing is lost, nothing comes twice."""

import asyncio
import time
from datetime import timedelta

import aiohttp

from bot.preview.session import previewing

from .world import World, until

TALK = """
funnel: talk
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - message: One
      - message: Two
      - message: Three
        buttons: [Next]
        follow_ups:
          - after: 1 hour
            message: Reminder
      - message: The end
"""


async def test_timers_go_on_after_a_restart(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    anna.reads_all()
    await bot.stops()
    bot.clock.move_to(bot.clock.now() + timedelta(hours=2))
    await bot.starts()
    await anna.sees("Reminder")
    await bot.rests()
    anna.sees_nothing_new()
    assert await bot.presses(anna, "Next") == ["The end"]


async def test_what_waited_to_be_sent_is_sent_after_a_restart(bot: World) -> None:
    await bot.starts(TALK)
    anna = bot.telegram.person()
    bot.telegram.faults.order(method="sendMessage", error=429, retry_after=3600)
    await anna.starts()
    await until(lambda: not len(bot.telegram.faults))
    await bot.stops()
    anna.sees_nothing_new()
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=3601))
    await bot.starts()
    for text in ("One", "Two", "Three"):
        await anna.sees(text)
    await bot.rests()
    anna.sees_nothing_new()


async def test_what_is_on_its_way_when_it_is_stopped_is_not_sent_again(bot: World) -> None:
    await bot.starts(TALK)
    people = [bot.telegram.person() for _ in range(10)]
    bot.telegram.faults.order(method="sendMessage", delay=0.2, times=10)
    for person in people:
        await person.starts()
    await until(lambda: not len(bot.telegram.faults))
    await bot.stops()
    assert bot.counts("SELECT count(*) FROM outbox WHERE status = 'claimed'") == 0
    await bot.starts()
    await bot.rests()
    for person in people:
        assert [message.text for message in person.chat[1:]] == ["One", "Two", "Three"]


async def test_stopped_again_and_again_in_the_middle_it_loses_and_doubles_nothing(bot: World) -> None:
    await bot.starts(TALK)
    people = [bot.telegram.person() for _ in range(20)]
    for number, person in enumerate(people):
        await person.starts()
        if number % 5 == 4:
            await asyncio.sleep(0.01 * (number % 3))
            await bot.stops()
            assert bot.counts("SELECT count(*) FROM outbox WHERE status = 'claimed'") == 0
            await bot.starts()
    await bot.rests()
    for person in people:
        assert [message.text for message in person.chat[1:]] == ["One", "Two", "Three"]
    assert bot.counts("SELECT count(*) FROM events WHERE event = 'started'") == 20


async def test_a_send_that_never_ends_does_not_keep_it_from_stopping(bot: World) -> None:
    await bot.starts(TALK)
    bot.telegram.faults.order(method="sendMessage", delay=30)
    await bot.telegram.person().starts()
    await until(lambda: not len(bot.telegram.faults))
    began = time.monotonic()
    await bot.stops()
    assert time.monotonic() - began < 8


async def test_an_open_page_does_not_keep_the_preview_from_ending() -> None:
    async with aiohttp.ClientSession() as session:
        async with previewing() as preview:
            events = await session.get(f"{preview.url}/api/events")
            assert events.status == 200
            began = time.monotonic()
        assert time.monotonic() - began < 2.5
        events.close()


async def test_an_owner_who_has_asked_is_answered_before_the_bot_stops(bot: World) -> None:
    await bot.starts(TALK)
    await bot.meets()
    bot.telegram.faults.order(method="sendPhoto", delay=0.3)
    await bot.owner.writes("/stats")
    await until(lambda: not len(bot.telegram.faults))
    await bot.stops()
    photo, text = bot.owner.chat[-2:]
    assert "photo" in photo.body
    assert "reached" in text.text
