"""Several files as goods: albums by Telegram's rules, the text after them, what failed is sent again alone."""

import json
from datetime import timedelta

import pytest

from bot.preview.telegram import Person

from .shop import sold
from .world import World, until

SHOP = """
funnel: shop
language: en
start: {default: true}
products:
  set: {title: A set, stars: 50, deliver: {text: Here you are., files: FILES}}
stages:
  - stage: sale
    steps:
      - message: What will it be?
        buttons: [{text: Set, buy: set}, Nothing]
"""
MIXED = "[a.pdf, b.jpg, c.mp4, d.pdf, e.pdf, f.mp3, g.mp3, {document: b.jpg}]"
TWO_ALBUMS = f"[{', '.join(f'{number}.jpg' for number in range(11))}, a.pdf, d.pdf]"
FILES = ["a.pdf", "b.jpg", "c.mp4", "d.pdf", "e.pdf", "f.mp3", "g.mp3", *(f"{number}.jpg" for number in range(11))]
AGAIN = "Send again"


async def buys(bot: World, files: str) -> Person:
    if not (bot.funnels / "shop" / "funnel.yaml").exists():
        await bot.starts(SHOP.replace("FILES", files), files=FILES)
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, "Set")
    assert (await anna.pays()).ok
    await bot.rests()
    return anna


def shown(person: Person) -> list[str]:
    """Every message after the invoice: its text, or the kind of its file; those of an album in one line."""
    lines: list[str] = []
    last = ""
    invoice = next(number for number, message in enumerate(person.chat) if message.invoice)
    for message in person.chat[invoice + 1 :]:
        if message.author != "bot":
            continue
        kinds = [kind for kind in ("photo", "video", "document", "audio") if kind in message.body]
        album = message.body.get("media_group_id", "")
        if album and album == last:
            lines[-1] += f" {kinds[0]}"
        else:
            lines.append(" ".join([*kinds, message.text]).strip())
        last = album
    return lines


async def test_neighbours_that_may_stand_together_are_albums_and_the_text_comes_after_them(bot: World) -> None:
    anna = await buys(bot, MIXED)
    assert shown(anna) == ["document", "photo video", "document document", "audio audio", "document", "Here you are."]
    assert sold(bot) == [("delivered", "stars", 1)]


async def test_more_than_ten_are_several_albums_and_what_is_left_over_a_message(bot: World) -> None:
    anna = await buys(bot, TWO_ALBUMS)
    assert shown(anna) == [" ".join(["photo"] * 10), "photo", "document document", "Here you are."]


async def test_one_file_alone_has_the_text_below_it(bot: World) -> None:
    anna = await buys(bot, "[b.jpg]")
    assert shown(anna) == ["photo Here you are."]


async def test_each_file_is_uploaded_once_and_anew_when_telegram_does_not_take_its_id(bot: World) -> None:
    await buys(bot, TWO_ALBUMS)
    assert _uploads(bot) == [10, 2]
    await buys(bot, TWO_ALBUMS)
    assert _uploads(bot) == [10, 2, 0, 0]
    await bot.stops()
    await bot.changes("UPDATE uploads SET file_id = 'of-another-bot' WHERE key LIKE 'document:%'")
    await bot.starts()
    anna = await buys(bot, TWO_ALBUMS)
    assert _uploads(bot) == [10, 2, 0, 0, 0, 2]
    assert shown(anna)[-1] == "Here you are."


async def test_a_part_that_failed_is_sent_again_alone(bot: World) -> None:
    await bot.starts(SHOP.replace("FILES", TWO_ALBUMS), files=FILES)
    (bot.funnels / "shop" / "a.pdf").unlink()
    anna = await buys(bot, TWO_ALBUMS)
    assert shown(anna)[:3] == [" ".join(["photo"] * 10), "photo", "Here you are."]
    assert "could not be handed over at once" in shown(anna)[3]
    assert sold(bot) == [("paid", "stars", 1)]
    await bot.owner.sees("a.pdf cannot be read")
    (bot.funnels / "shop" / "a.pdf").write_bytes(b"a")
    await bot.owner.presses(AGAIN)
    await until(lambda: shown(anna)[4:] == ["document document"])
    await bot.rests()
    assert sold(bot) == [("delivered", "stars", 1)]
    assert bot.rows("SELECT entry FROM ledger WHERE entry LIKE '%delivered' ORDER BY id") == [
        ("not_delivered",),
        ("delivered",),
    ]


@pytest.mark.parametrize("fault", [{"error": 502}, {"error": 429, "retry_after": 1}, {"drop": "before"}])
async def test_trouble_with_the_second_album_sends_the_first_once(bot: World, fault: dict[str, object]) -> None:
    await bot.starts(SHOP.replace("FILES", TWO_ALBUMS), files=FILES)
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, "Set")
    bot.telegram.faults.order(method="sendMediaGroup", chat_id=anna.id, delay=0)
    bot.telegram.faults.order(method="sendMediaGroup", chat_id=anna.id, **fault)
    assert (await anna.pays()).ok
    await until(lambda: not len(bot.telegram.faults))
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=5))
    await anna.sees("Here you are.")
    await bot.rests()
    assert shown(anna) == [" ".join(["photo"] * 10), "photo", "document document", "Here you are."]
    assert sold(bot) == [("delivered", "stars", 1)]


async def test_the_text_that_cannot_come_keeps_the_order_paid(bot: World) -> None:
    await bot.starts(SHOP.replace("FILES", TWO_ALBUMS), files=FILES)
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, "Set")
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, error=400)
    assert (await anna.pays()).ok
    await bot.rests()
    assert sold(bot) == [("paid", "stars", 1)]


async def test_a_present_of_files_belongs_to_no_order(bot: World) -> None:
    script = SHOP.partition("products:")[0] + f"stages: [{{stage: one, steps: [deliver: {{files: {MIXED}}}]}}]\n"
    await bot.starts(script, files=FILES)
    anna = await bot.meets(language_code="en")
    assert [message.text for message in anna.chat if message.text] == ["/start", "This is for you."]
    assert bot.rows("SELECT DISTINCT purpose, status FROM outbox") == [("goods", "sent")]


def _uploads(bot: World) -> list[int]:
    """For each album sent, how many of its files were uploaded."""
    albums = [json.loads(call["media"]) for call in bot.calls("sendMediaGroup")]
    return [sum(item["media"].startswith("attach://") for item in album) for album in albums]
