"""Buttons redraw the message they stand under, and the picture above it; nothing else is sent."""

import zlib

from bot.preview.telegram import Message, Person
from bot.preview.telegram.person import Press
from bot.reports.palette import PALETTES
from tests.bot.world import World

SCRIPT = """
funnel: walk
title: The <walk>
language: en
start: {default: true}
stages:
  - stage: core
    title: The <core>
    steps:
      - ask: What is your name?
        save: called
      - message: Hello, {{ called }}.
  - stage: upsell
    steps: [{message: More.}]
"""
OTHER = SCRIPT.replace("funnel: walk", "funnel: talk").replace("The <walk>", "Talk").replace("default: true", "")


async def stats(bot: World, words: str = "") -> Message:
    """The text of the report, below its picture."""
    await bot.owner.writes(f"/stats {words}")
    await bot.owner.sees_photo(within=20)
    return await bot.owner.sees("/stats walk", within=20)


async def pressed(bot: World, button: str) -> str:
    """Press it, let the bot finish; what the owner was told in passing."""
    press = await press_only(bot, button)
    assert press.query is not None
    toast = (await press.query.answer).text
    await bot.rests()
    return toast


async def press_only(bot: World, label: str) -> Press:
    """Press the newest button with this label."""
    place, button = next(
        (message, button)
        for message in reversed(bot.owner.chat)
        for button in message.buttons
        if said(button["text"]) == label
    )
    return await bot.owner.presses_button(place, button)


def labels(message: Message) -> list[str]:
    return [said(button["text"]) for button in message.buttons]


def said(label: str) -> str:
    """A label with the spaces people type."""
    return label.replace("\N{THIN SPACE}", " ")


def picture(owner: Person) -> str:
    """The file that the newest picture shows now."""
    photo = next(message.photo for message in reversed(owner.chat) if message.photo)
    return str(photo["file_id"])


async def test_a_report_is_a_picture_and_a_text_with_buttons(bot: World) -> None:
    await bot.starts(SCRIPT)
    await bot.says(await bot.meets(), "Anna")
    text = await stats(bot)
    assert text.text.startswith("The <walk>\n")
    assert text.text.endswith("\n\n/stats walk")
    assert text.body["reply_to_message"]["photo"]
    assert labels(text)[:7] == ["1 d", "7 d", "30 d", "90 d", "✓ All", "✓ By contact", "By calendar"]


async def test_a_press_redraws_the_picture_and_the_text(bot: World) -> None:
    await bot.starts(SCRIPT)
    await bot.says(await bot.meets(), "Anna")
    text = await stats(bot, "7")
    before, drawn = len(bot.owner.chat), picture(bot.owner)
    assert await pressed(bot, "30 d") == ""
    assert len(bot.owner.chat) == before
    assert text.text.endswith("/stats walk 30")
    assert "✓ 30 d" in labels(text)
    assert picture(bot.owner) != drawn
    await pressed(bot, "By calendar")
    assert text.text.endswith("/stats walk 30 calendar")


async def test_the_mark_of_a_question_explains_each_figure_with_its_formula(bot: World) -> None:
    await bot.starts(SCRIPT)
    await bot.meets()
    text = await stats(bot)
    drawn = picture(bot.owner)
    await pressed(bot, "?")
    assert "conversion: Passed / reached." in text.text
    assert "median: " not in text.text, "nobody has passed: there is no length to explain"
    assert text.text.endswith("/stats walk")
    await pressed(bot, "✓ ?")
    assert text.text.startswith("The <walk>\n")
    assert picture(bot.owner) == drawn


def ground(bot: World) -> str:
    """How the newest picture is drawn, by its upper left pixel."""
    file = bot.telegram.files.by_id(picture(bot.owner))
    assert file is not None
    begins = file.content.index(b"IDAT") + 4
    unpacked = zlib.decompressobj().decompress(file.content[begins:], 4)
    red, green, blue = unpacked[1:4]
    return next(theme for theme, palette in PALETTES.items() if palette.ground == f"#{red:02x}{green:02x}{blue:02x}")


async def test_who_chose_dark_pictures_has_them_from_then_on(bot: World) -> None:
    await bot.starts(SCRIPT)
    await bot.says(await bot.meets(), "Anna")
    text = await stats(bot, "7")
    said = text.text
    assert ground(bot) == "light"
    await pressed(bot, "🌙")
    assert (ground(bot), text.text) == ("dark", said)
    assert [label for label in labels(text) if label in {"🌙", "☀️"}] == ["☀️"]
    await pressed(bot, "30 d")
    assert ground(bot) == "dark"
    bot.owner.reads_all()
    await stats(bot)
    assert ground(bot) == "dark"
    await pressed(bot, "☀️")
    assert ground(bot) == "light"
    await pressed(bot, "7 d")
    assert ground(bot) == "light"


async def test_a_report_without_a_picture_has_no_choice_of_its_colours(bot: World) -> None:
    await bot.starts(SCRIPT)
    await bot.owner.writes("/money")
    assert not {"🌙", "☀️"} & set(labels(await bot.owner.sees("/money walk", within=20)))


async def test_stages_are_chosen_in_the_message(bot: World) -> None:
    await bot.starts(SCRIPT)
    text = await stats(bot)
    await pressed(bot, "From stage ▾")
    assert labels(text) == ["✓ From the start", "1. The <core>", "2. upsell", "◀ Back"]
    await pressed(bot, "1. The <core>")
    assert text.text.endswith("/stats walk from=core")
    await pressed(bot, "✓ From stage ▾")
    await pressed(bot, "◀ Back")
    assert "1 d" in labels(text)


async def test_which_of_several_funnels_is_asked_by_buttons(bot: World) -> None:
    bot.has_script(OTHER)
    await bot.starts(SCRIPT)
    await bot.owner.writes("/stats 7")
    question = await bot.owner.sees("Which funnel?")
    assert labels(question) == ["Talk", "The <walk>"]
    await bot.owner.presses("The <walk>")
    await bot.owner.sees_photo(within=20)
    await bot.owner.sees("/stats walk 7", within=20)


async def test_an_unknown_word_is_answered_at_once(bot: World) -> None:
    await bot.starts(SCRIPT)
    (answer,) = await bot.says(bot.owner, "/stats 7 sourse")
    assert answer.startswith("I do not know the word “sourse”")


async def test_a_button_of_a_funnel_that_is_gone_says_so(bot: World) -> None:
    await bot.starts(SCRIPT)
    await stats(bot)
    (bot.funnels / "walk" / "funnel.yaml").unlink()
    (bot.funnels / "walk").rmdir()
    await bot.starts_anew(OTHER)
    assert await pressed(bot, "30 d") == "This button is too old. Please write the command again."


async def test_a_report_that_fails_says_so_in_words(bot: World) -> None:
    await bot.starts(SCRIPT)
    await stats(bot)
    await bot.changes("ALTER TABLE stage_days RENAME TO elsewhere")
    assert (await pressed(bot, "30 d")).startswith("That did not work: OperationalError")


async def test_of_two_presses_the_last_one_is_shown(bot: World) -> None:
    await bot.starts(SCRIPT)
    text = await stats(bot)
    presses = [await press_only(bot, button) for button in ("7 d", "30 d", "90 d")]
    for press in presses:
        assert press.query is not None
        await press.query.answer
    await bot.rests()
    assert text.text.endswith("/stats walk 90")


async def test_a_stranger_cannot_press_for_the_owner(bot: World) -> None:
    await bot.starts(SCRIPT)
    text = await stats(bot)
    anna = await bot.meets()
    query = await anna.presses_button(text, next(iter(text.buttons)))
    await bot.rests()
    assert query.query is not None
    assert text.text.endswith("/stats walk")
