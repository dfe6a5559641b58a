"""What every way to be paid keeps to, on both databases: paid once, handed over once, given back once."""

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import pytest
from sqlalchemy import text

from bot.errors import StartError
from bot.preview.telegram import Person
from storage.refunds import Payment, payments_of
from tests.bot.shop import GOODS, delivered
from tests.bot.world import OWNER, World

from .cashiers import AtStripe, AtYooKassa, ByHand, Cashier, Link, Provider, Stars

CASHIERS: Mapping[str, Callable[[World], Cashier]] = {
    kind.method: kind for kind in (Stars, Provider, ByHand, Link, AtYooKassa, AtStripe)
}

SHOP = """
funnel: shop
language: en
start: {{default: true}}
products:
  course:
    title: The course
    {price}
    pay: [{method}]
    deliver: {{text: Here is the course.}}
stages:
  - stage: sale
    steps:
      - offer: course
        text: Buy the course.
      - message: See you.
        buttons: [Bye]
"""


@pytest.fixture(params=CASHIERS)
async def cashier(request: pytest.FixtureRequest, bot: World, url: str) -> AsyncIterator[Cashier]:
    cashier = CASHIERS[request.param](bot)
    await cashier.opens()
    price = "stars: 50" if cashier.method == "stars" else "price: 100 RUB"
    await bot.starts(SHOP.format(price=price, method=cashier.method), database_url=url, **cashier.settings())
    yield cashier
    await bot.stops()
    await cashier.closes()


async def rows(bot: World, query: str) -> list[tuple[Any, ...]]:
    async with bot.app.context.database.read() as connection:
        return [tuple(row) for row in await connection.execute(text(query))]


async def asked(bot: World) -> Person:
    """Somebody with the way to pay before them."""
    anna = await bot.meets(language_code="en")
    button = next(button for message in anna.chat for button in message.buttons)
    await bot.presses(anna, button["text"])
    return anna


async def sold(bot: World, cashier: Cashier) -> Person:
    anna = await asked(bot)
    await cashier.pays(bot, anna)
    await anna.sees(GOODS)
    await bot.rests()
    return anna


def test_there_is_a_cashier_for_every_way_to_be_paid(bot: World, cashier: Cashier) -> None:
    methods = bot.app.context.methods
    assert cashier.method in methods
    assert set(methods) <= set(CASHIERS)


async def test_told_of_twice_it_is_paid_and_handed_over_once(bot: World, cashier: Cashier) -> None:
    anna = await sold(bot, cashier)
    await cashier.tells_again(bot)
    await bot.rests()
    assert delivered(anna) == 1
    assert await rows(bot, "SELECT status, method FROM orders") == [("delivered", cashier.method)]
    assert await rows(bot, "SELECT kind FROM payments") == [("whole",)]
    entries = [entry for (entry,) in await rows(bot, "SELECT entry FROM ledger ORDER BY id")]
    assert [entry for entry in entries if entry != "claimed"] == ["asked", "paid", "delivered"]


async def test_what_nobody_paid_is_not_kept(bot: World, cashier: Cashier) -> None:
    await sold(bot, cashier)
    before = await rows(bot, "SELECT charge FROM payments")
    answers = await cashier.lies(bot)
    assert all(400 <= status < 500 for status in answers)
    assert await rows(bot, "SELECT charge FROM payments") == before


async def test_asked_for_twice_it_goes_back_once(bot: World, cashier: Cashier) -> None:
    anna = await sold(bot, cashier)
    ((order, charge),) = await rows(bot, "SELECT order_name, charge FROM payments")
    refunds = bot.app.context.refunds
    (paid,) = await payments(bot, order)
    assert await refunds.ask(order, charge, paid.money, reason="", staff=OWNER)
    assert not await refunds.ask(order, charge, paid.money, reason="", staff=OWNER)
    await anna.sees("on its way back")
    await bot.rests()
    await cashier.tells_again(bot)
    await bot.rests()
    assert sum("on its way back" in message.text for message in anna.chat) == 1
    assert await rows(bot, "SELECT status FROM refunds") == [("done",)]
    assert await rows(bot, "SELECT status FROM orders") == [("refunded",)]


async def payments(bot: World, order: str) -> list[Payment]:
    async with bot.app.context.database.read() as connection:
        return await payments_of(connection, order)


@pytest.mark.parametrize(
    ("method", "names"),
    [
        ("provider", "PROVIDER_TOKEN is not set"),
        ("link", "LINK_PAY_URL and LINK_PAY_SECRET and PUBLIC_URL are not set"),
        ("yookassa", "YOOKASSA_SHOP_ID and YOOKASSA_SECRET_KEY and PUBLIC_URL are not set"),
        ("stripe", "STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET and PUBLIC_URL are not set"),
    ],
)
async def test_a_bot_that_cannot_be_paid_so_does_not_start_and_says_what_is_missing(
    bot: World, method: str, names: str
) -> None:
    with pytest.raises(StartError, match=f"shop: `course` is paid by {method}, and {names}"):
        await bot.starts(SHOP.format(price="price: 100 RUB", method=method))
