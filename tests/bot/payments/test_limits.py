"""What there is only so much of: refused before it is paid, put before the owners if it is paid all the same."""

import asyncio
from datetime import UTC, datetime

from bot.preview.telegram import Person
from bot.preview.telegram.purse import pay as pays_an_invoice
from tests.bot.shop import GOODS, delivered, invoice_of, invoiced, sold
from tests.bot.world import World, pay

LIMITED = """
funnel: shop
language: en
start: {default: true, links: [book]}
products:
  course:
    title: The course
    stars: 50
    stock: 1
    promo: {SPRING: {off: 20%, until: 2040-03-05, uses: 5}}
    deliver: {text: Here is the course.}
stages:
  - stage: sale
    steps:
      - {offer: course, text: Buy the course., deadline: 30 days}
      - message: See you.
        buttons: [Bye]
"""
FULL = 50
ONE_USE = LIMITED.replace("stock: 1", "stock: 9").replace("uses: 5", "uses: 1")


async def test_the_last_piece_is_refused_to_the_second_before_they_pay(bot: World) -> None:
    await bot.starts(LIMITED)
    anna, boris = await invoiced(bot), await invoiced(bot)
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    assert (await boris.pays()).error_message == "Sold out: there is none left."
    vera = await bot.meets(language_code="en")
    press = await vera.presses(pay(50))
    assert (await press.query.answer).text == "Sold out: there is none left."


async def test_money_that_passed_the_check_and_came_second_waits_for_the_owner(bot: World) -> None:
    await bot.starts(LIMITED)
    anna, boris = await invoiced(bot), await invoiced(bot)
    async with bot.app.context.database.write():  # neither payment is kept before both are allowed
        outcomes = await asyncio.gather(anna.pays(), boris.pays())
    assert [outcome.error_message for outcome in outcomes] == ["", ""]
    await bot.rests()
    assert sorted(status for status, _, _ in sold(bot)) == ["delivered", "open"]
    late = boris if delivered(anna) else anna
    await late.sees("50\N{NO-BREAK SPACE}⭐ has arrived, but the last one was sold before.")
    await bot.owner.sees("Paid, and sold out before: The course")
    await bot.presses(bot.owner, "Deliver all the same")
    await late.sees(GOODS)
    await bot.rests()
    assert (delivered(anna), delivered(boris)) == (1, 1)
    assert [status for status, _, _ in sold(bot)] == ["delivered", "delivered"]


async def test_a_promo_code_asks_the_new_price_and_an_older_invoice_is_refused(bot: World) -> None:
    await bot.starts(LIMITED)
    anna = await invoiced(bot)
    older = invoice_of(anna)
    await anna.writes("spring")
    await anna.sees("The promo code SPRING is accepted. Your price: 40")
    await bot.presses(anna, pay(40))
    outcome = await pays_an_invoice(bot.telegram, anna.room, older, message=None, within=2)
    assert "The price has changed" in outcome.error_message
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    assert bot.rows("SELECT funnel, promo, amount FROM orders") == [("shop", "SPRING", 40)]


async def test_the_last_use_of_a_code_is_refused_to_the_second_who_may_pay_the_full_price(bot: World) -> None:
    await bot.starts(ONE_USE)
    anna, boris = await lowered(bot), await lowered(bot)
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    assert (await boris.pays()).error_message.startswith("The promo code holds no longer")
    await bot.presses(boris, pay(40))
    assert invoice_of(boris).total_amount == FULL
    assert (await boris.pays()).ok
    await boris.sees(GOODS)
    assert bot.rows("SELECT promo, amount FROM orders ORDER BY amount") == [("SPRING", 40), ("", FULL)]


async def test_an_invoice_with_a_code_is_refused_once_the_code_is_over(bot: World) -> None:
    await bot.starts(LIMITED.replace(", deadline: 30 days", ""))
    anna = await lowered(bot)
    bot.clock.move_to(datetime(2040, 3, 6, tzinfo=UTC))
    assert (await anna.pays()).error_message.startswith("The promo code holds no longer")


async def lowered(bot: World) -> Person:
    """Somebody with an invoice at the price of the promo code."""
    person = await bot.meets("book__vk__SPRING", language_code="en")
    await bot.presses(person, pay(40))
    return person
