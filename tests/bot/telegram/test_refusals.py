"""What Telegram refuses for good, and what is final about it."""

import asyncio

import pytest
from aiogram.methods import SendMessage

from bot.preview.telegram.files import Files
from tests.bot.world import EITHER_WAY, World, until

from .talk import TALK

pytestmark = EITHER_WAY

FORM = """
funnel: form
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - ask: What about?
        for: choice
        choices: {Family: family, Work: work}
        several: true
        save: topics
      - message: Thank you.
        buttons: [On]
"""
GALLERY = """
funnel: gallery
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - message: The cover
        photo: cover.jpg
      - message: The book
        document: book.pdf
        buttons: [On]
"""
FILES = ["cover.jpg", "book.pdf"]


@pytest.mark.parametrize("words", ["bot was blocked by the user", "user is deactivated"])
async def test_whoever_cannot_be_written_to_costs_nothing_until_they_write(bot: World, words: str) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    bot.telegram.faults.order(
        method="sendMessage", chat_id=anna.id, error=403, description=f"Forbidden: {words}", times=100
    )
    asked = bot.asked()
    await bot.passes(hours=1)
    await bot.passes(days=2)
    assert sum(isinstance(request, SendMessage) for _, request in asked) == 1
    assert bot.counts("SELECT count(*) FROM timers") == 0
    assert bot.rows("SELECT reach FROM subscribers") == [("blocked",)]
    assert bot.rows("SELECT left_at IS NOT NULL FROM stage_passages") == [(1,)]
    bot.telegram.faults.clear()
    await bot.says(anna, "Hello again")
    assert bot.rows("SELECT reach FROM subscribers") == [("active",)]
    assert bot.rows("SELECT left_at FROM stage_passages") == [(None,)]
    assert await bot.presses(anna, "Next") == ["What is your name?"]


async def test_whoever_lets_the_bot_write_again_goes_on_also_without_a_word(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await anna.blocks()
    await bot.rests()
    await bot.passes(hours=2)
    anna.reads_all()
    await anna.unblocks()
    await bot.rests()
    anna.sees_nothing_new()
    await bot.passes(days=1)
    await anna.sees("Last call")
    assert bot.rows("SELECT reach FROM subscribers") == [("active",)]


async def test_a_second_tap_that_changes_nothing_is_no_error_and_the_buttons_stay(bot: World) -> None:
    await bot.starts(FORM)
    anna = await bot.meets()
    question = await anna.sees("What about?")
    work = next(button for button in question.buttons if button["text"] == "Work")
    bot.telegram.faults.order(method="editMessageReplyMarkup", drop="before")
    await anna.presses_button(question, work)
    await until(lambda: not len(bot.telegram.faults))
    await anna.presses_button(question, work)
    await until(lambda: any(request.method == "editMessageReplyMarkup" for request in bot.telegram.requests))
    (same,) = [request for request in bot.telegram.requests if request.method == "editMessageReplyMarkup"]
    assert "message is not modified" in same.result["description"]
    assert [button["text"] for button in question.buttons] == ["Family", "Work", "Done"]
    await bot.presses(anna, "Family")
    assert await bot.presses(anna, "Done") == ["Thank you."]
    assert bot.rows("SELECT attributes FROM subscribers") == [('{"topics":["family"]}',)]


def _uploads(bot: World, method: str, field: str) -> list[bool]:
    """For each file sent, whether it was uploaded."""
    return [str(params[field]).startswith("attach://") for params in bot.calls(method)]


async def test_a_bot_with_another_token_uploads_the_files_itself_and_offers_no_id_of_the_other(bot: World) -> None:
    await bot.starts(GALLERY, files=FILES)
    await bot.meets()
    await bot.stops()
    bot.telegram.token = "43:ANOTHER"
    bot.telegram.bot["id"] = 43
    bot.telegram.files = Files(bot.telegram.token)
    await bot.starts()
    await bot.meets()
    assert _uploads(bot, "sendPhoto", "photo") == [True, True]
    assert _uploads(bot, "sendDocument", "document") == [True, True]
    assert all(request.result["ok"] for request in bot.telegram.requests)


async def test_an_id_telegram_does_not_take_any_more_is_replaced_for_everybody(bot: World) -> None:
    await bot.starts(GALLERY, files=FILES)
    await bot.meets()
    await bot.stops()
    await bot.changes("UPDATE uploads SET file_id = 'of-another-bot'")
    await bot.starts()
    people = [bot.telegram.person() for _ in range(10)]
    await asyncio.gather(*(person.starts() for person in people))
    for person in people:
        await person.sees_photo("The cover")
        await person.sees_document("book.pdf")
    await bot.rests()
    assert bot.rows("SELECT DISTINCT status FROM outbox") == [("sent",)]
    assert sorted(_uploads(bot, "sendPhoto", "photo")) == [False] * 9 + [True] * 2
