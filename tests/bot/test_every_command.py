"""Every owner's command answers, in the bot as in the preview, whether there is something to tell or not."""

import asyncio

import pytest

from bot.admin import COMMANDS

from .world import World

SCRIPT = """
funnel: walk
language: en
start: {links: [book], default: true}
stages:
  - stage: only
    steps:
      - ask: What is your name?
        save: called
"""


@pytest.mark.parametrize("somebody", [False, True])
async def test_it_answers(bot: World, *, somebody: bool) -> None:
    await bot.starts(SCRIPT)
    if somebody:
        await bot.says(await bot.meets("book__vk"), "Anna")
    for name in COMMANDS:
        bot.owner.reads_all()
        await bot.owner.writes(f"/{name}")
        answers = list[str]()
        async with asyncio.timeout(20):
            while not any(answers):  # a report is drawn in a task of its own
                said = [message for message in bot.owner.reads_all() if message.author == "bot"]
                answers += [message.text or str(message.document or "") for message in said]
                await asyncio.sleep(0.02)
        assert not any("That did not work" in answer for answer in answers), name
