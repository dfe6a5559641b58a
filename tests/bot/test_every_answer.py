"""Questions of every kind over the wire: what is marked, shared and sent, and what is kept of it."""

import json

from bot.preview.telegram import Person

from .preview.telegram.world import picture
from .world import World, until

FORM = """
funnel: form
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - ask: What about?
        for: choice
        choices: {Family: family, Work: work, Travel: travel}
        several: true
        max: 2
        save: topics
      - ask: Where shall we call?
        for: phone
        save: phone
        skip: Nowhere
      - ask: Your photo?
        for: photo
        save: photo
      - message: Thank you, {{ topics }}, {{ phone }}.
        buttons: [On]
"""


def _marks(anna: Person) -> list[str]:
    """The words on the buttons of the first message."""
    return [button["text"] for button in anna.chat[1].buttons]


async def _marked(bot: World, anna: Person, button: str, *, as_: list[str]) -> None:
    await anna.presses(button)
    await until(lambda: _marks(anna) == as_)


async def test_presses_mark_and_unmark_in_the_message_itself(bot: World) -> None:
    await bot.starts(FORM)
    anna = await bot.meets(first_name="Anna")
    await _marked(bot, anna, "Work", as_=["Family", "✅ Work", "Travel", "Done"])
    await _marked(bot, anna, "Family", as_=["✅ Family", "✅ Work", "Travel", "Done"])
    press = await anna.presses("Travel")
    assert press.query is not None
    assert (await press.query.answer).text == "You can choose 2 at most."
    await _marked(bot, anna, "✅ Work", as_=["✅ Family", "Work", "Travel", "Done"])
    assert await bot.presses(anna, "Done") == ["Where shall we call?"]
    assert len(bot.calls("sendMessage")) == 2
    assert bot.rows("SELECT attributes FROM subscribers") == [('{"topics":["family"]}',)]


async def test_marks_outlive_a_restart(bot: World) -> None:
    await bot.starts(FORM)
    anna = await bot.meets(first_name="Anna")
    await _marked(bot, anna, "Work", as_=["Family", "✅ Work", "Travel", "Done"])
    await bot.starts_anew()
    await _marked(bot, anna, "Travel", as_=["Family", "✅ Work", "✅ Travel", "Done"])
    assert await bot.presses(anna, "Done") == ["Where shall we call?"]


async def test_a_mark_that_telegram_refuses_is_kept_all_the_same(bot: World) -> None:
    await bot.starts(FORM)
    anna = await bot.meets(first_name="Anna")
    bot.telegram.faults.order(
        method="editMessageReplyMarkup", times=1, error=400, description="Bad Request: message is not modified"
    )
    await anna.presses("Work")
    await until(lambda: not len(bot.telegram.faults))
    assert _marks(anna) == ["Family", "Work", "Travel", "Done"]
    await bot.presses(anna, "Done")
    assert bot.rows("SELECT attributes FROM subscribers") == [('{"topics":["work"]}',)]


async def test_a_number_and_a_photo_are_sent_and_kept(bot: World) -> None:
    await bot.starts(FORM)
    anna = await bot.meets(first_name="Anna")
    await bot.says(anna, "work and travel")
    keyboard = bot.calls("sendMessage")[-1]["reply_markup"]["keyboard"]
    assert keyboard == [[{"text": "Share my number", "request_contact": True}], [{"text": "Nowhere"}]]
    assert await bot.presses(anna, "Share my number") == ["Your photo?"]
    assert bot.calls("sendMessage")[-1]["reply_markup"] == {"remove_keyboard": True}
    assert anna.room.keyboard == []
    await anna.sends_photo(picture())
    await anna.sees(f"Thank you, work, travel, {anna.phone}.")
    ((kept,),) = bot.rows("SELECT attributes FROM subscribers")
    sent = anna.room.messages[-2].body["photo"][-1]["file_id"]
    assert json.loads(kept) == {"topics": ["work", "travel"], "phone": anna.phone, "photo": sent}
    assert ("marked", "only.2") in bot.events(anna)
