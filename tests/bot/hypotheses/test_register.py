"""`/hypotheses` in the owner's chat, and what came of one that is linked to a version."""

from pathlib import Path

from bot.reports.hypotheses import read
from bot.reports.tables import as_json
from funnels.engine.inputs import Answered, Started
from storage.hypotheses import Idea, add, close
from tests.bot.reports.test_funnel_text import spoken
from tests.bot.reports.walking import MONDAY, stages, street
from tests.bot.reports.written import words
from tests.bot.world import World

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
"""


async def answered(bot: World, words: str, answer: str) -> str:
    """The owner writes; the message in which the bot says this."""
    await bot.owner.writes(words)
    return (await bot.owner.sees(answer, within=20)).text


async def test_add_list_and_close(bot: World) -> None:
    await bot.starts(SCRIPT)
    await answered(bot, "/hypotheses add only ask <later> owner=@anna", "Kept as number 1: only, “ask <later>”.")
    await answered(bot, "/hypotheses", "#1 The name: ask <later>\n👤 @anna\nlinked to no version and no test")
    await answered(bot, "/hypotheses done #1", "Hypothesis 1 is done: “ask <later>”. /hypotheses has the outcome.")
    await answered(bot, "/hypotheses drop 1", "There is no open hypothesis number 1.")
    await answered(bot, "/hypotheses done it", "Write the number of the hypothesis: /hypotheses done 3.")
    await answered(bot, "/hypotheses add nowhere x", "There is no stage “nowhere”. There are: only.")
    assert bot.rows("SELECT id, status, staff FROM hypotheses") == [(1, "done", bot.owner.id)]


async def test_an_empty_register_says_how_to_begin(bot: World) -> None:
    await bot.starts(SCRIPT)
    said = await answered(bot, "/hypotheses", "None so far.")
    assert "Add one: /hypotheses add only what to try" in said


async def test_before_and_after_a_version(tmp_path: Path) -> None:
    async with street(tmp_path, stages()) as walk:
        await walk.walk(100, 40)
        newer = walk.scripts["sales"].as_version(2)
        walk.runner.catalogue = type(walk.runner.catalogue)(
            live={"sales": newer}, older={("sales", 1): walk.scripts["sales"]}
        )
        walk.passes(days=1)
        await walk.do(range(101, 201), Started())
        walk.passes(minutes=5)
        await walk.do(range(101, 171), Answered(text="yes"))
        walk.passes(days=1)
        idea = Idea(funnel="sales", stage="request", idea="Shorter", version=2, due=MONDAY.date())
        async with walk.database.write() as conn:
            await add(conn, idea, 1, MONDAY)
            dropped = await add(conn, Idea(funnel="sales", stage="quote", idea="Longer", version=3), 1, MONDAY)
            await close(conn, dropped, "dropped", MONDAY)
        answer = await walk.asks(read)
    (row, other) = as_json(answer.tables[0])
    assert (row["people_before"], row["conversion_before"]) == (100, 0.4)
    assert (row["people_after"], row["conversion_after"]) == (100, 0.7)
    assert row["change_low"] > 0
    assert other["conversion_after"] is None
    assert spoken(answer.messages("en"))[:11] == [
        "Hypotheses · Sales & co",
        "",
        "#1 Request: Shorter",
        "❗️ was due 2026-03-02 · version 2",
        "before 40.0% (40 of 100) → after 70.0% (70 of 100)",
        "the difference is +16.3…+42.2, and that is not chance",
        "",
        "Closed",
        "✖️ #2 Quote: Longer",
        "version 3",
        "before 0.0% (0 of 110) → after nobody",
    ]
    assert answer.picture is not None
    drawn = words(answer.picture("en", "dark"))
    assert [text for text in drawn if text.startswith("#")] == ["#1 Request: Shorter"]
    assert [text for text in drawn if "%" in text][1:] == ["40.0%", "70.0%"]
    assert "разница +16,3…+42,2, и это не случай" in spoken(answer.messages("ru"))
