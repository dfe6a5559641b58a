"""`voronka why` reads the database of a bot that runs."""

import asyncio
import json

from tests.bot.terminal import Ended, Terminal
from tests.bot.why.scripts import BY_LINK, TALK
from tests.bot.why.telling import GOLDEN, NBSP
from tests.bot.world import World


async def _runs(bot: World, terminal: Terminal, *arguments: str) -> Ended:
    terminal.sets(DATABASE_URL=bot.behind.url, LANGUAGE="en")
    return await asyncio.to_thread(terminal.runs, "why", *arguments)


async def test_it_tells_what_the_bot_tells(bot: World, terminal: Terminal) -> None:
    await bot.starts(TALK)
    anna = await bot.meets(first_name="Anna", username="anna", language_code="en")
    await bot.passes(minutes=1)
    await bot.presses(anna, "Take it")
    ended = await _runs(bot, terminal, "@anna", "talk")
    assert ended.status == 0
    assert ended.output.replace(NBSP, " ") == (GOLDEN / "acted.en.txt").read_text(encoding="utf-8")


async def test_as_json_every_line_has_its_name(bot: World, terminal: Terminal) -> None:
    await bot.starts(TALK)
    anna = await bot.meets(first_name="Anna", language_code="en")
    told = json.loads((await _runs(bot, terminal, str(anna.id), "--format", "json")).output)
    assert (told["person"], told["funnel"], told["version"], told["run"]) == (anna.id, "talk", 1, 1)
    assert told["timezone"] == "Europe/Moscow"
    assert [line["what"] for line in told["past"]] == ["started", "stage_reached", "delivered"]
    assert told["past"][-1]["step"] == "hello.book"
    assert [line["what"] for line in told["ahead"]] == ["stands", "waits_press", "next", "next", "time_ends_end"]
    due = told["ahead"][2]
    assert (due["at"], due["step"]) == ("2026-03-02T12:00:00+00:00", "hello.book#1")
    assert due["words"] == "⏳ “The book waits.” comes if nothing happens before"


async def test_who_never_began_has_no_funnel(bot: World, terminal: Terminal) -> None:
    bot.has_script(TALK.replace("{default: true}", "{links: [talk]}"))
    await bot.starts(BY_LINK)
    anna = await bot.meets(first_name="Anna", language_code="en")
    told = json.loads((await _runs(bot, terminal, str(anna.id), "--format", "json")).output)
    assert (told["funnel"], told["past"], told["ahead"]) == (None, [], [])


async def test_who_is_meant_must_be_one_person(bot: World, terminal: Terminal) -> None:
    await bot.starts(TALK)
    anna = await bot.meets(first_name="Anna", language_code="en")
    other = await bot.meets(first_name="Anna", language_code="en")
    (await _runs(bot, terminal, "Boris")).says_in_one_line("does not know `Boris`")
    (await _runs(bot, terminal, "Anna")).says_in_one_line("several people", str(anna.id), str(other.id))
    (await _runs(bot, terminal, str(anna.id), "other")).says_in_one_line("no funnel `other`", "talk")
