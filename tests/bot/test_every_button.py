"""Every button as Telegram takes it, and what the bot makes of a press on it."""

import json
from typing import Any

from bot.preview.telegram import Person

from .preview.telegram.world import picture
from .world import World

COUNTER = """
funnel: counter
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - message: What would you like?
        buttons:
          - [On, {text: The code, copy: "BOOK-{{ first_name }}"}]
          - {text: The shop, web_app: "https://example.com/shop?a=1"}
          - {text: The page, url: "https://example.com/page"}
      - message: Where shall we call?
        photo: a.jpg
        buttons:
          - [{text: My number, contact: true}, {text: My place, location: true, goto: near}]
          - Nowhere
      - message: We call {{ phone | default:"nobody" }}.
      - message: Anything else?
        buttons: [No]
      - end: called
      - message: You are at {{ location }}.
        id: near
"""


async def _asked(bot: World) -> Person:
    """A person before the reply keyboard."""
    await bot.starts(COUNTER, files=["a.jpg"])
    anna = await bot.meets(first_name="Anna")
    await bot.presses(anna, "On")
    return anna


def _markup(bot: World, method: str, number: int = -1) -> dict[str, Any]:
    """The markup of one of the calls of this method."""
    given = bot.calls(method)[number].get("reply_markup") or {}
    markup: dict[str, Any] = json.loads(given) if isinstance(given, str) else given  # a form, or JSON
    return markup


async def test_a_copy_button_and_a_mini_app_are_given_to_telegram_as_such(bot: World) -> None:
    await bot.starts(COUNTER, files=["a.jpg"])
    anna = await bot.meets(first_name="Anna")
    assert (await anna.presses("The code")).copied == "BOOK-Anna"
    assert (await anna.presses("The shop")).url == "https://example.com/shop?a=1"
    assert (await anna.presses("The page")).url == "https://example.com/page"
    assert await bot.presses(anna, "On") == ["Where shall we call?"]


async def test_a_text_to_copy_is_never_longer_than_telegram_takes(bot: World) -> None:
    await bot.starts(COUNTER, files=["a.jpg"])
    anna = await bot.meets(first_name="😀" * 300)
    copied = (await anna.presses("The code")).copied
    assert copied is not None
    assert copied.startswith("BOOK-😀")
    assert len(copied.encode("utf-16-le")) // 2 <= 256


async def test_buttons_that_share_stand_in_a_keyboard_for_a_single_use(bot: World) -> None:
    anna = await _asked(bot)
    markup = _markup(bot, "sendPhoto")
    assert markup["keyboard"] == [
        [{"text": "My number", "request_contact": True}, {"text": "My place", "request_location": True}],
        [{"text": "Nowhere"}],
    ]
    assert markup["resize_keyboard"]
    assert markup["one_time_keyboard"]
    assert list(anna.chat[-1].buttons) == []


async def test_a_shared_number_is_kept_and_the_keyboard_is_taken_away(bot: World) -> None:
    anna = await _asked(bot)
    assert await bot.presses(anna, "My number") == [f"We call {anna.phone}.", "Anything else?"]
    assert _markup(bot, "sendMessage", -2) == {"remove_keyboard": True}
    assert anna.room.keyboard == []
    assert bot.rows("SELECT attributes FROM subscribers") == [(f'{{"phone":"{anna.phone}"}}',)]
    assert ("marked", "only.2") in bot.events(anna)


async def test_a_shared_place_is_kept_and_jumps(bot: World) -> None:
    anna = await _asked(bot)
    assert await bot.presses(anna, "My place") == ["You are at 55.755800,37.617300."]
    assert anna.room.keyboard == []


async def test_another_button_of_the_keyboard_comes_back_as_its_words(bot: World) -> None:
    anna = await _asked(bot)
    assert await bot.presses(anna, "Nowhere") == ["We call nobody.", "Anything else?"]
    assert ("clicked", "only.2") in bot.events(anna)


async def test_a_contact_of_somebody_else_is_no_number_of_theirs(bot: World) -> None:
    anna = await _asked(bot)
    anna.reads_all()
    for contact in ({"user_id": anna.id + 1}, {}):
        bot.telegram.post_from_person(
            anna.room, {"contact": {"phone_number": "79001112233", "first_name": "Boris", **contact}}
        )
        await anna.sees("This is somebody else")
    await bot.rests()
    assert bot.rows("SELECT attributes FROM subscribers") == [("{}",)]


async def test_a_number_gets_its_plus(bot: World) -> None:
    anna = await _asked(bot)
    await anna.shares_contact("79001112233")
    await anna.sees("We call +79001112233.")


async def test_a_keyboard_outlives_a_restart_and_is_taken_away_all_the_same(bot: World) -> None:
    anna = await _asked(bot)
    await bot.starts_anew()
    assert await bot.says(anna, "nowhere") == ["We call nobody.", "Anything else?"]
    assert anna.room.keyboard == []


async def test_what_is_sent_besides_is_answered_with_the_keyboard(bot: World) -> None:
    anna = await _asked(bot)
    anna.room.keyboard = []
    await anna.sends_photo(picture())
    await anna.sees("Please press one of the buttons")
    assert [button["text"] for row in anna.room.keyboard for button in row] == ["My number", "My place", "Nowhere"]
