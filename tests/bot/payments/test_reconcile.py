"""The books of YooKassa and Stripe beside the bot's: what their notifications did not bring is found and put right."""

from collections.abc import AsyncIterator

import pytest

from bot.preview.telegram import Person
from tests.bot.shop import GOODS, delivered
from tests.bot.test_orders import asked
from tests.bot.test_reconcile import PUT_RIGHT, found
from tests.bot.world import World

from .cashiers import AtStripe, AtYooKassa, page_of

SHOP = """
funnel: shop
language: en
start: {{default: true}}
products:
  course: {{title: The course, price: 100 EUR, pay: [{method}], deliver: {{text: Here is the course.}}}}
stages:
  - stage: sale
    steps:
      - offer: course
        text: Buy the course.
"""


@pytest.fixture(params=[AtYooKassa, AtStripe])
async def cashier(bot: World, request: pytest.FixtureRequest) -> AsyncIterator[AtYooKassa | AtStripe]:
    cashier: AtYooKassa | AtStripe = request.param(bot)
    await cashier.opens()
    await bot.starts(SHOP.format(method=cashier.method), **cashier.settings())
    cashier.reports_to(bot)
    yield cashier
    await bot.stops()
    await cashier.closes()


async def paid(bot: World, cashier: AtYooKassa | AtStripe) -> Person:
    """Somebody has paid on the service's page, a while ago."""
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, "Pay €100 online")
    page = page_of(anna).rpartition("/")[2]
    await cashier.till.pay(page)
    await bot.passes(minutes=6)
    return anna


async def gives_back(cashier: AtYooKassa | AtStripe, whole: int) -> None:
    """The owner gives so many euros back in the service's dashboard."""
    if isinstance(cashier, AtStripe):
        await cashier.till.give_back(next(iter(cashier.till.intents)), whole * 100)
    else:
        await cashier.till.give_back(next(iter(cashier.till.payments)), f"{whole}.00")


async def test_books_that_say_the_same(bot: World, cashier: AtYooKassa | AtStripe) -> None:
    await paid(bot, cashier)
    await gives_back(cashier, 40)
    await bot.passes(minutes=6)
    assert await asked(bot, "/reconcile") == "Payments compared: 1. No differences."


async def test_a_payment_nobody_told_of_brings_its_goods_and_a_part_that_went_back_is_known(
    bot: World, cashier: AtYooKassa | AtStripe
) -> None:
    cashier.till.telling.quiet = True
    anna = await paid(bot, cashier)
    await gives_back(cashier, 40)
    (line,) = await found(bot)
    assert "€100: " in line
    assert "has this payment, the bot does not know it." in line
    await bot.owner.presses(PUT_RIGHT)
    await bot.owner.sees_toast("Put right: 1")
    await anna.sees(GOODS)
    await bot.rests()
    assert bot.rows("SELECT status, method FROM orders") == [("delivered", cashier.method)]
    assert bot.rows("SELECT amount, status FROM refunds") == [(4_000, "done")]
    await bot.passes(minutes=6)
    assert await found(bot) == []


async def test_refunds_nobody_told_of_are_written_down_once(bot: World, cashier: AtYooKassa | AtStripe) -> None:
    anna = await paid(bot, cashier)
    await gives_back(cashier, 40)
    cashier.till.telling.quiet = True
    await gives_back(cashier, 60)
    await bot.passes(minutes=6)
    (line,) = await found(bot)
    assert "€60: " in line
    await bot.owner.presses(PUT_RIGHT)
    await bot.owner.sees_toast("Put right: 1")
    await bot.rests()
    assert bot.rows("SELECT amount FROM refunds ORDER BY amount") == [(4_000,), (6_000,)]
    assert bot.rows("SELECT status FROM orders") == [("refunded",)]
    assert (await found(bot), delivered(anna)) == ([], 1)


async def test_a_refund_only_the_bot_has_is_for_a_person_to_look_at(bot: World, cashier: AtYooKassa | AtStripe) -> None:
    await paid(bot, cashier)
    await gives_back(cashier, 40)
    cashier.till.refunds.clear()
    await bot.passes(minutes=6)
    (line,) = await found(bot)
    assert "Look at the payment in the service’s dashboard." in line
    assert list(bot.owner.chat[-1].buttons) == []


async def test_more_than_a_page_is_read_and_what_others_sold_is_left_alone(
    bot: World, cashier: AtYooKassa | AtStripe
) -> None:
    await paid(bot, cashier)
    kept = cashier.till.intents if isinstance(cashier, AtStripe) else cashier.till.payments
    (one,) = kept.values()
    for number in range(120):
        kept[f"another-{number}"] = {**one, "id": f"another-{number}", "metadata": {}}
    for number in range(120):
        kept[f"ours-{number}"] = {**one, "id": f"ours-{number}"}
    head = (await asked(bot, "/reconcile")).splitlines()[0]
    assert head == "Payments compared: 121. Differences: 120."


async def test_money_that_is_not_there_and_refunds_that_failed_are_in_no_book(bot: World) -> None:
    cashier = AtStripe(bot)
    await cashier.opens()
    await bot.starts(SHOP.format(method="stripe"), **cashier.settings())
    cashier.reports_to(bot)
    await paid(bot, cashier)
    cashier.till.refunds_are = "failed"
    await gives_back(cashier, 40)
    boris = await bot.meets(language_code="en")
    await bot.presses(boris, "Pay €100 online")
    await cashier.till.pay(page_of(boris).rpartition("/")[2], later=True)
    await bot.passes(minutes=6)
    assert await asked(bot, "/reconcile") == "Payments compared: 1. No differences."
    await bot.stops()
    await cashier.closes()


async def test_a_service_that_does_not_answer_is_told(bot: World, cashier: AtYooKassa | AtStripe) -> None:
    await paid(bot, cashier)
    await cashier.closes()
    assert (await asked(bot, "/reconcile")).startswith("That did not work: NotNowError.")
