"""Owners get a digest of each funnel once, also after a restart, a double tick, and of two that mean to tell it."""

import asyncio

from storage import desks
from tests.bot.world import OWNER, World

SCRIPT = """
funnel: walk
title: The <walk>
language: en
start: {default: true}
stages:
  - stage: only
    title: The name
    steps:
      - ask: What is your name?
        save: called
      - message: Hello, {{ called }}.
"""
DAILY = {"digest": "daily", "digest_hour": 0}


def digests(bot: World) -> list[str]:
    """Their words, as they were sent."""
    return [call["caption"] for call in bot.calls("sendPhoto")]


async def a_day_goes_by(bot: World) -> None:
    await bot.passes(days=1)
    await bot.app.ticks.tell_digests()
    await bot.rests()


async def test_a_picture_with_one_screen_of_words(bot: World) -> None:
    await bot.starts(SCRIPT, **DAILY)
    anna = await bot.meets()
    await bot.meets()
    await bot.says(anna, "Anna")
    await a_day_goes_by(bot)
    (said,) = digests(bot)
    assert said.startswith("<b>The &lt;walk&gt;</b>\n")
    assert "Started: <b>2</b> (before: 0)" in said
    assert "1. The name: <b>50.0%</b>, 1 of 2" in said
    assert "Conversions changed by no more than chance." in said
    assert said.endswith("More: /stats walk")
    assert [int(call["chat_id"]) for call in bot.calls("sendPhoto")] == [OWNER]


async def test_each_owner_has_the_picture_in_the_colours_they_chose(bot: World) -> None:
    second = bot.telegram.person(first_name="Second", id=2)
    await bot.starts(SCRIPT, owner_ids=[OWNER, second.id], **DAILY)
    await second.starts()
    async with bot.app.context.database.write() as conn:
        await desks.choose(conn, second.id, dark=True)
    await a_day_goes_by(bot)
    pictures = {
        person.id: next(message.photo["file_id"] for message in person.chat if message.photo)
        for person in (bot.owner, second)
    }
    dark, light = (bot.telegram.files.by_id(pictures[id_]) for id_ in (second.id, OWNER))
    assert dark is not None
    assert light is not None
    assert dark.content != light.content


async def test_once_after_double_ticks_and_a_restart(bot: World) -> None:
    await bot.starts(SCRIPT, **DAILY)
    await bot.meets()
    await a_day_goes_by(bot)
    await asyncio.gather(*(bot.app.ticks.tell_digests() for _ in range(3)))
    await bot.starts_anew(**DAILY)
    await asyncio.gather(*(bot.app.ticks.tell_digests() for _ in range(3)))
    await bot.rests()
    assert len(digests(bot)) == 1
    await a_day_goes_by(bot)
    assert len(digests(bot)) == 2


async def test_one_that_came_due_while_the_bot_was_stopped(bot: World) -> None:
    await bot.starts(SCRIPT, **DAILY)
    await bot.meets()
    await bot.stops()
    await bot.starts(**DAILY)
    await a_day_goes_by(bot)
    assert len(digests(bot)) == 1


async def test_two_processes_tell_it_once(bot: World) -> None:
    await bot.starts(SCRIPT, **DAILY)
    await bot.meets()
    await bot.passes(days=1)
    herald = bot.app.ticks._herald
    await asyncio.gather(herald.tell_digests(), herald.tell_digests(), herald.tell_digests())
    await bot.rests()
    assert len(digests(bot)) == 1


async def test_of_a_funnel_in_which_nothing_happened_there_is_none(bot: World) -> None:
    await bot.starts(SCRIPT, **DAILY)
    await a_day_goes_by(bot)
    assert digests(bot) == []
    assert bot.counts("SELECT count(*) FROM told") == 1


async def test_it_can_be_switched_off(bot: World) -> None:
    await bot.starts(SCRIPT, digest="off", digest_hour=0)
    await bot.meets()
    await a_day_goes_by(bot)
    assert digests(bot) == []


async def test_in_russian(bot: World) -> None:
    await bot.starts(SCRIPT, language="ru", **DAILY)
    await bot.meets()
    await a_day_goes_by(bot)
    (said,) = digests(bot)
    assert "Начали: <b>1</b> (до того 0)" in said
    assert "Подробнее: /stats walk" in said
