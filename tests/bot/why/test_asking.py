"""Who may ask why, of whom, and what the buttons do."""

import pytest

from bot.preview.telegram import Person
from bot.why.reading import Told
from bot.why.text import pages
from funnels.definition.visible import visible_length
from funnels.engine.limits import TEXT_LIMIT
from tests.bot.shop import SHOP
from tests.bot.why.scripts import TALK
from tests.bot.why.telling import asked, story
from tests.bot.world import World, until


async def _anna(bot: World) -> Person:
    await bot.starts(TALK)
    return await bot.meets(first_name="Anna", username="anna", language_code="en")


@pytest.mark.parametrize("words", ["@anna", "anna", "Anna talk"])
async def test_a_person_is_meant_by_name_or_username_and_perhaps_a_funnel(bot: World, words: str) -> None:
    await _anna(bot)
    assert (await asked(bot, words)).startswith("Anna, @anna · The talk\n")


async def test_nobody_and_nothing(bot: World) -> None:
    await _anna(bot)
    assert await asked(bot, "Boris") == "There are no such people."
    assert (await asked(bot, "")).startswith("Who? /why @anna")


async def test_of_several_one_is_chosen(bot: World) -> None:
    await _anna(bot)
    await bot.meets(first_name="Anna", username="other", language_code="en")
    assert await asked(bot, "Anna") == "Which of them?"
    shown = bot.owner.chat[-1]
    await bot.owner.presses("Anna · @anna")
    await until(lambda: shown.text.startswith("Anna, @anna · The talk"))


async def test_managers_may_ask_and_others_may_not(bot: World) -> None:
    await bot.starts(TALK, manager_ids=(77,))
    anna = await bot.meets(first_name="Anna", username="anna", language_code="en")
    maria = await bot.meets(id=77, first_name="Maria", language_code="en")
    assert (await asked(bot, "@anna", by=maria)).startswith("Anna, @anna · The talk")
    assert not (await asked(bot, "Maria", by=anna)).startswith("Maria")


async def test_a_card_asks_it_too(bot: World) -> None:
    anna = await _anna(bot)
    await bot.owner.writes(f"/people {anna.id}")
    await bot.owner.sees("")
    await bot.owner.presses("1")
    await until(lambda: bot.owner.chat[-1].text.startswith("Anna\n"))
    await bot.owner.presses("Why?")
    await until(lambda: bot.owner.chat[-1].text.startswith("Anna, @anna · The talk"))


async def test_other_funnels_of_the_person_have_buttons(bot: World) -> None:
    bot.has_script(SHOP.replace("{default: true}", "{links: [shop]}"))
    anna = await _anna(bot)
    await bot.passes(minutes=1)
    await anna.starts("shop")
    await bot.rests()
    first = await asked(bot, "@anna")
    assert first.startswith("Anna, @anna · shop\n")
    assert "🔗 Also walks “The talk”" in first
    shown = bot.owner.chat[-1]
    await bot.owner.presses("The talk")
    await until(lambda: shown.text.startswith("Anna, @anna · The talk"))


async def test_a_long_story_has_pages_that_fit(bot: World) -> None:
    anna = await _anna(bot)
    now = int(bot.clock.now().timestamp()) * 1_000_000
    facts = ", ".join(
        f"({now + number}, {anna.id}, 1, 'talk', 1, 1, 'tagged', '', 'n{number}')" for number in range(400)
    )
    await bot.changes(
        f"INSERT INTO events (at, subscriber_id, journey_id, funnel, version, run, event, step, detail) VALUES {facts}"
    )
    newest = await asked(bot, "@anna")
    assert "Now and next" in newest
    assert "Tag n399" in newest
    shown = bot.owner.chat[-1]
    await bot.owner.presses("◀ Earlier")
    await until(lambda: "Tag n399" not in shown.text)
    assert "Now and next" not in shown.text
    await bot.owner.presses("Later ▶")
    await until(lambda: "Tag n399" in shown.text)
    told = await story(bot, anna)
    assert all(visible_length(page) <= TEXT_LIMIT for page in pages(told, "en"))
    assert _tags(told) == [f"Tag n{number}" for number in range(400)]


def _tags(told: Told) -> list[str]:
    """The tags on all pages, in the order they are read."""
    lines = [line for page in reversed(pages(told, "en")) for line in page.splitlines()]
    return [line.partition("📝 ")[2] for line in lines if "📝" in line]
