"""What owners may ask the bot, and what becomes of the same words from anyone else."""

import json

from .world import OWNER, World, until

SCRIPT = """
funnel: walk
title: The <walk>
language: en
start: {links: [book], default: true}
stages:
  - stage: only
    steps:
      - ask: What is your name?
        save: called
      - message: Hello, {{ called }}.
"""
SECOND = SCRIPT.replace("funnel: walk", "funnel: second").replace("[book]", "[other]").replace(", default: true", "")


async def test_stats_gives_a_picture_and_a_text(bot: World) -> None:
    await bot.starts(SCRIPT)
    anna = await bot.meets()
    await bot.says(anna, "Anna")
    owner = bot.owner
    await owner.writes("/stats")
    picture = await owner.sees_photo(within=20)
    text = await owner.sees("The <walk>")
    assert "100" in text.text
    photo = picture.photo
    assert photo is not None
    file = bot.telegram.files.by_id(photo["file_id"])
    assert file is not None
    assert file.content.startswith(b"\x89PNG")


async def test_funnels_lists_links_and_people(bot: World) -> None:
    await bot.starts(SCRIPT)
    anna = await bot.meets()
    await bot.meets()
    await bot.says(anna, "Anna")
    owner = bot.owner
    await owner.writes("/funnels")
    answer = await owner.sees("The <walk>")
    assert "https://t.me/voronka_preview_bot?start=book" in answer.text
    assert "started 2, inside 1, ended 1" in answer.text
    assert "version 1" in answer.text


async def test_funnels_tells_what_begins_each(bot: World) -> None:
    bot.has_script(
        SECOND.replace("start: {links: [other]}", "start: {keywords: [price, 'a <b>'], events: [basket_left]}")
    )
    await bot.starts(SCRIPT.replace("links: [book], ", ""))
    await bot.owner.writes("/funnels")
    answer = await bot.owner.sees("The <walk>")
    second, walk = answer.text.split("\n\n")
    assert walk.splitlines()[2:] == ["https://t.me/voronka_preview_bot"]
    assert second.splitlines()[2:] == ["by words: price, a <b>", "by events: basket_left"]


async def test_help_names_every_command(bot: World) -> None:
    await bot.starts(SCRIPT)
    owner = bot.owner
    await owner.writes("/help")
    answer = await owner.sees("/stats")
    assert "/funnels" in answer.text
    assert "/help" in answer.text


async def test_an_owner_is_told_when_a_report_fails(bot: World) -> None:
    await bot.starts(SCRIPT)
    owner = bot.owner
    bot.telegram.faults.order(method="sendPhoto", error=400, description="Bad Request: PHOTO_INVALID")
    await owner.writes("/stats")
    await owner.sees("That did not work")


async def test_to_a_stranger_the_same_words_are_an_answer(bot: World) -> None:
    await bot.starts(SCRIPT)
    anna = await bot.meets()
    assert await bot.says(anna, "/stats") == ["Hello, /stats."]


async def test_only_owners_have_the_menu_of_commands(bot: World) -> None:
    await bot.starts(SCRIPT)
    menus = {scope: [one["command"] for one in menu] for (scope, _), menu in bot.telegram.commands.items()}
    reports = {scope for scope, menu in menus.items() if "stats" in menu}
    assert [json.loads(scope) for scope in reports] == [{"type": "chat", "chat_id": OWNER}]
    assert {"stats", "funnels", "help"} <= set(menus[reports.pop()])


async def test_a_report_that_takes_long_keeps_nobody_waiting(bot: World) -> None:
    await bot.starts(SCRIPT)
    owner = bot.owner
    bot.telegram.faults.order(method="sendPhoto", delay=1.5)
    await owner.writes("/stats")
    await until(lambda: not len(bot.telegram.faults))
    anna = bot.telegram.person()
    await anna.starts()
    await anna.sees("your name", within=1)
    await owner.sees_photo(within=10)
