"""Telegram's lengths and rules: what just fits goes out whole, and nothing longer is ever tried."""

import json
from pathlib import Path

import pytest

from bot.preview.telegram.utf16 import units
from funnels.definition.findings import ScriptError
from tests.bot.payments.test_subscriptions import CLUB, subscribed
from tests.bot.world import EITHER_WAY, World, pay
from tests.funnels.scripts import checked

from .talk import toast

TALK = """
funnel: talk
language: en
start: {default: true, links: [leaflet]}
stages:
  - stage: only
    steps:
      - message: "TEXT"
        MEDIA
        buttons: [Next]
      - message: The end
"""
MARKED = "**😀** "
"""Three characters to see, of which the emoji is two; more are written, and more are sent."""

PRODUCT = """
funnel: shop
language: en
start: {default: true}
products:
  course:
    title: TITLE
    description: DESCRIPTION
    stars: 50
    deliver: {text: Here is the course.}
stages:
  - stage: sale
    steps:
      - {offer: course, text: Buy the course.}
      - message: See you.
        buttons: [Bye]
"""
CHOICE = """
funnel: shop
language: en
start: {default: true}
products:
  basic: {title: TITLE, stars: 50, deliver: {text: Here is Basic.}}
  pro: {title: Pro, stars: 90, deliver: {text: Here is Pro.}}
stages:
  - stage: sale
    steps:
      - {offer: [basic, pro], text: Choose.}
      - message: See you.
        buttons: [Bye]
"""
NAMED = "For {{ first_name }} "
LIMITS = pytest.mark.parametrize(("limit", "media"), [(4096, ""), (1024, "photo: cover.jpg")], ids=["text", "caption"])


def talk(characters: int, media: str = "") -> str:
    """A funnel whose first message shows so many characters."""
    text = MARKED * (characters // 3) + "x" * (characters % 3)
    return TALK.replace("TEXT", text).replace("MEDIA", media)


@EITHER_WAY
@LIMITS
async def test_a_text_may_be_as_long_as_what_one_sees_of_it(bot: World, limit: int, media: str) -> None:
    await bot.starts(talk(limit, media), files=["cover.jpg"])
    anna = await bot.meets()
    (shown,) = [message for message in anna.chat if message.author == "bot"]
    assert units(shown.text) == limit
    assert await bot.presses(anna, "Next") == ["The end"]


@LIMITS
def test_a_text_that_is_too_long_makes_no_script(tmp_path: Path, limit: int, media: str) -> None:
    (tmp_path / "cover.jpg").write_bytes(b"picture")
    with pytest.raises(ScriptError, match=f"may have {limit} characters, this one has {limit + 1}"):
        checked(talk(limit + 1, media).replace("funnel: talk", "funnel: test"), tmp_path)


@EITHER_WAY
async def test_a_name_as_long_as_they_come_does_not_make_a_text_too_long(bot: World) -> None:
    await bot.starts(TALK.replace("TEXT", "{{ first_name }} " + "x" * 4000).replace("MEDIA", ""))
    anna = await bot.meets(first_name="😀" * 64)
    (shown,) = [message for message in anna.chat if message.author == "bot"]
    assert units(shown.text) <= 4096
    assert shown.text.endswith("x" * 4000)


@EITHER_WAY
async def test_the_answer_to_a_press_fits_with_the_longest_title(bot: World) -> None:
    await bot.starts(CHOICE.replace("TITLE", f'"{NAMED}"'))
    anna = await bot.meets(first_name="😀" * 64, language_code="en")
    choice = await anna.sees("Choose.")
    basic, pro = choice.buttons
    await anna.presses_button(choice, basic)
    await anna.sees_invoice(50)
    assert (await anna.pays()).ok
    await anna.sees("Here is Basic.")
    said = await toast(await anna.presses_button(choice, pro))
    assert said.startswith("One is chosen here, and you have bought: For 😀")
    assert units(said) <= 200


@EITHER_WAY
@pytest.mark.parametrize(
    ("payload", "source"),
    [(None, ""), ("leaflet__vk", "vk"), ("a" * 64, "a" * 64)],
    ids=["left-out", "link", "as-long-as-it-may-be"],
)
async def test_a_start_begins_with_its_payload_and_without(bot: World, payload: str | None, source: str) -> None:
    await bot.starts(TALK.replace("TEXT", "Hello").replace("MEDIA", ""))
    anna = await bot.meets(payload)
    await anna.sees("Hello")
    assert bot.rows("SELECT source FROM subscribers") == [(source,)]


@EITHER_WAY
async def test_an_invoice_in_stars_is_as_telegram_wants_it_however_long_its_words(bot: World) -> None:
    await bot.starts(PRODUCT.replace("TITLE", f'"{NAMED}"').replace("DESCRIPTION", f'"{NAMED * 9}"'))
    anna = await bot.meets(first_name="😀" * 64, language_code="en")
    await bot.presses(anna, pay(50))
    (sent,) = bot.calls("sendInvoice")
    assert (sent["currency"], sent.get("provider_token", "")) == ("XTR", "")
    assert [price["amount"] for price in json.loads(sent["prices"])] == [50]
    assert sent["start_parameter"]
    assert 0 < units(sent["title"]) <= 32
    assert 0 < units(sent["description"]) <= 255
    assert 0 < len(sent["payload"].encode()) <= 128
    assert (await anna.pays()).ok
    await anna.sees("Here is the course.")


@EITHER_WAY
async def test_a_subscription_is_of_thirty_days_and_what_becomes_of_it_in_telegram_is_heard(bot: World) -> None:
    bot.telegram.channel("@the_club")
    await bot.starts(CLUB)
    anna, one = await subscribed(bot)
    (made,) = bot.calls("createInvoiceLink")
    assert made["subscription_period"] == "2592000"
    bot.telegram.subscriptions.cancel(one)
    await anna.sees("is cancelled")
    bot.telegram.subscriptions.resume(one)
    await anna.sees("renews by itself again")
    bot.telegram.subscriptions.take_stars(one)
    await bot.passes(days=30)
    await bot.rests()
    assert bot.rows("SELECT subscription FROM orders") == [("failed",)]
