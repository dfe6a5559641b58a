"""Several updates of one person at once, in whatever order Telegram brings them."""

import pytest

from tests.bot.world import EITHER_WAY, World

from .talk import TALK, THREE, heard, toast

pytestmark = EITHER_WAY

ASKED, GREETED = "What is your name?", "Hello, Anna."


async def test_what_one_person_writes_at_once_is_handled_in_order(bot: World) -> None:
    await bot.starts(TALK)
    people = [await bot.meets() for _ in range(5)]
    for text in ("next", "Anna", "last"):
        for person in people:
            await person.writes(text)
    await bot.rests()
    assert all(heard(person) == [*THREE, ASKED, GREETED, "The end"] for person in people)


async def test_ten_presses_at_once_move_once(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    presses = [await anna.presses("Next") for _ in range(10)]
    answers = [await toast(press) for press in presses]
    await bot.rests()
    assert heard(anna) == [*THREE, ASKED]
    assert answers[1:] == [answers[1]] * 9
    assert "behind us" in answers[1]
    assert answers[0] == ""
    assert bot.counts("SELECT count(*) FROM events WHERE event = 'clicked'") == 1


@pytest.mark.parametrize("overtaken", [False, True], ids=["as-it-was-done", "overtaken"])
async def test_a_press_and_a_text_may_overtake_each_other(bot: World, overtaken: bool) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    deeds = [anna.presses("Next"), anna.writes("Anna")]
    for deed in reversed(deeds) if overtaken else deeds:
        await deed
        await bot.rests()
    said = heard(anna)[len(THREE) :]
    if overtaken:
        assert "press one of the buttons" in said.pop(0)
        assert said == [ASKED]
        assert await bot.says(anna, "Anna") == [GREETED]
    else:
        assert said == [ASKED, GREETED]
    assert bot.counts("SELECT count(*) FROM events WHERE event = 'clicked'") == 1


async def test_a_block_that_is_told_after_it_is_over_ends_with_the_word_of_its_end(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await bot.stops()
    blocked, unblocked = await anna.blocks(), await anna.unblocks()
    assert blocked is not None
    assert unblocked is not None
    bot.telegram.updates.drop()
    await bot.starts()
    await bot.says(anna, "Are you there?")
    for update in (blocked, unblocked):
        bot.arrives(**update)
        await bot.rests()
    assert bot.rows("SELECT reach FROM subscribers") == [("active",)]
    await bot.passes(hours=1)
    await anna.sees("Still there?")
