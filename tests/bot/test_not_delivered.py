"""Goods that cannot be handed over: the person is told, the owners mend it and send them again, once."""

from datetime import timedelta

import pytest

from bot.payments.decisions import button_data
from bot.preview.telegram import Person

from .shop import GOODS, SHOP, delivered, invoiced, sold
from .world import World, pay, until

CLUB = """
funnel: club
language: en
start: {default: true}
products:
  month: {title: A month, stars: 50, deliver: {text: Welcome., invite: "@the_club"}}
  book: {title: A book, stars: 20, deliver: {text: Here it is., file: book.pdf}}
stages:
  - stage: sale
    steps:
      - message: What will it be?
        buttons: [{text: Club, buy: month}, {text: Book, buy: book}, Nothing]
"""
PRESENT = """
funnel: gift
language: en
title: A gift
start: {default: true}
stages:
  - stage: gift
    steps:
      - deliver: {text: Your book., file: book.pdf}
      - message: Read it?
        buttons: [Yes]
"""
AGAIN = "Send again"


async def shut_out(bot: World, button: str = "Club", price: int = 50) -> Person:
    """Somebody who has paid for what cannot be handed over: the bot has no rights, the file is gone."""
    club = bot.telegram.channel("@the_club")
    await bot.starts(CLUB, files=["book.pdf"])
    club.bot_is_admin = False
    (bot.funnels / "club" / "book.pdf").unlink()
    anna = await bot.meets()
    await bot.presses(anna, button)
    assert (await anna.pays()).ok
    await bot.rests()
    return anna


def words(person: Person, part: str) -> int:
    return sum(part in message.text for message in person.chat)


async def test_the_person_and_the_owners_are_told_and_it_is_sent_again_when_it_is_mended(bot: World) -> None:
    anna = await shut_out(bot)
    await anna.sees("“A month” could not be handed over at once. A person is looking at it")
    told = await bot.owner.sees("Paid, but not handed over: A month")
    assert "@the_club: Bad Request: not enough rights" in told.text
    assert sold(bot) == [("paid", "stars", 1)]
    bot.telegram.channel("@the_club").bot_is_admin = True
    await bot.owner.presses(AGAIN)
    await anna.sees("Welcome.")
    await bot.rests()
    assert sold(bot) == [("delivered", "stars", 1)]
    assert bot.rows("SELECT entry FROM ledger ORDER BY id") == [
        ("asked",),
        ("paid",),
        ("not_delivered",),
        ("sent_again",),
        ("delivered",),
    ]


async def test_what_fails_again_is_told_to_the_owners_again_and_to_the_person_once(bot: World) -> None:
    anna = await shut_out(bot)
    await bot.owner.presses(AGAIN)
    await until(lambda: words(bot.owner, "Paid, but not handed over") == 2)
    await bot.rests()
    assert words(anna, "could not be handed over") == 1
    assert sold(bot) == [("paid", "stars", 1)]


async def test_a_file_that_is_gone_is_told_and_sent_when_it_is_back(bot: World) -> None:
    anna = await shut_out(bot, "Book", 20)
    await bot.owner.sees("book.pdf cannot be read")
    (bot.funnels / "club" / "book.pdf").write_bytes(b"book")
    await bot.owner.presses(AGAIN)
    await anna.sees("Here it is.")


async def test_the_button_pressed_twice_sends_once(bot: World) -> None:
    anna = await shut_out(bot)
    bot.telegram.channel("@the_club").bot_is_admin = True
    notice = await bot.owner.sees("Paid, but not handed over")
    await bot.owner.presses(AGAIN, message=notice)
    await anna.sees("Welcome.")
    await bot.rests()
    bot.arrives(
        callback_query={
            "id": "77",
            "from": bot.owner.room.user,
            "chat_instance": "1",
            "data": button_data("again", f"{anna.id}:club:1:1:0"),
        }
    )
    await bot.rests()
    assert words(anna, "Welcome.") == 1


async def test_money_that_went_back_takes_the_goods_with_it(bot: World) -> None:
    anna = await shut_out(bot)
    ((charge,),) = bot.rows("SELECT charge FROM payments")
    await bot.app.context.bot.refund_star_payment(anna.id, charge)
    await anna.sees("on its way back")
    bot.telegram.channel("@the_club").bot_is_admin = True
    await bot.owner.presses(AGAIN)
    await bot.rests()
    assert words(anna, "Welcome.") == 0


async def test_a_crash_before_the_failure_is_written_down_tells_the_person_once(bot: World) -> None:
    anna = await shut_out(bot)
    await bot.stops()
    (bot.funnels / "club" / "book.pdf").write_bytes(b"book")
    await bot.changes("UPDATE outbox SET status = 'claimed', finished_at = NULL WHERE purpose = 'goods'")
    await bot.starts()
    await until(lambda: words(bot.owner, "Paid, but not handed over") == 2)
    await bot.rests()
    assert words(anna, "could not be handed over") == 1


@pytest.mark.parametrize("fault", [{"error": 502}, {"error": 429, "retry_after": 1}])
async def test_trouble_that_passes_is_told_to_nobody(bot: World, fault: dict[str, object]) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, **fault)
    assert (await anna.pays()).ok
    await until(lambda: not len(bot.telegram.faults))
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=5))
    await anna.sees(GOODS)
    await bot.rests()
    assert (delivered(anna), words(anna, "could not be handed over")) == (1, 0)


async def test_what_is_paid_and_not_handed_over_for_an_hour_is_an_alert_once(bot: World) -> None:
    await shut_out(bot)
    await bot.passes(minutes=59)
    await bot.app.ticks.tell_troubles()
    await bot.rests()
    assert words(bot.owner, "more than an hour ago") == 0
    for _ in range(3):
        await bot.passes(minutes=2)
        await bot.app.ticks.tell_troubles()
    told = await bot.owner.sees("Paid more than an hour ago and still not handed over: A month")
    assert [button["text"] for button in told.buttons] == [AGAIN, "Refund…"]
    await bot.rests()
    assert words(bot.owner, "more than an hour ago") == 1


async def test_what_has_arrived_is_no_alert(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, pay(50))
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    await bot.rests()
    await bot.passes(hours=2)
    await bot.app.ticks.tell_troubles()
    await bot.rests()
    assert words(bot.owner, "more than an hour ago") == 0


async def without_a_book(bot: World, people: int) -> list[Person]:
    """People who were to be given a file that is gone."""
    await bot.starts(PRESENT, files=["book.pdf"])
    (bot.funnels / "gift" / "book.pdf").unlink()
    met = [await bot.meets(first_name=f"P{number}", language_code="en") for number in range(people)]
    await bot.rests()
    return met


async def test_a_present_that_cannot_be_handed_over_is_told_once_and_sent_to_all_when_it_is_mended(bot: World) -> None:
    people = await without_a_book(bot, 3)
    told = await bot.owner.sees("A present could not be handed over")
    assert (told.text.splitlines()[1], words(bot.owner, "A present")) == ("P0 · A gift", 1)
    assert "book.pdf cannot be read" in told.text
    (bot.funnels / "gift" / "book.pdf").write_bytes(b"book")
    await people[2].blocks()
    await bot.rests()
    await bot.owner.presses(AGAIN)
    await bot.owner.sees_toast("On its way: 2")
    await bot.rests()
    assert [words(person, "Your book.") for person in people] == [1, 1, 0]
    await people[2].unblocks()
    await bot.says(people[2], "/start")
    await bot.rests()
    assert [words(person, "Your book.") for person in people] == [1, 1, 1]


async def test_presents_of_long_ago_are_not_sent_with_those_of_today(bot: World) -> None:
    (anna,) = await without_a_book(bot, 1)
    told = await bot.owner.sees("A present could not be handed over")
    (bot.funnels / "gift" / "book.pdf").write_bytes(b"book")
    await bot.passes(days=8)
    await bot.owner.presses(AGAIN, message=told)
    await bot.owner.sees_toast("Nothing is left to send")
    await bot.rests()
    assert words(anna, "Your book.") == 0
