"""What owners see of products: prices, sales, money that came and went, what is left."""

from bot.preview.telegram import Person

from .test_orders import asked
from .world import World, pay, until

SHOP = """
funnel: shop
language: en
title: The <shop>
start: {default: true}
products:
  course:
    title: The <course>
    stars: 50
    price: [100 RUB, 2 EUR]
    pay: [stars, manual, manual EUR]
    stock: 3
    promo: {SPRING: {off: 20%, uses: 2}, FRIEND: {off: 10%}}
    repeat: true
    deliver: {text: Here is the course.}
  key: {title: A key, stars: 7, deliver: {codes: keys.txt}}
  month: {title: A month, stars: 10, access: 30 days, deliver: {text: Come in.}}
stages:
  - stage: sale
    steps:
      - offer: course
        text: Buy the course.
      - message: What else?
        buttons: [{text: Key, buy: key}, {text: Month, buy: month}]
"""


async def opened(bot: World) -> None:
    bot.has_script(SHOP, files=["keys.txt"])
    (bot.funnels / "shop" / "keys.txt").write_text("K-1\nK-2\n\nK-3\n")
    await bot.starts()


async def buys(bot: World, person: Person, button: str) -> None:
    await bot.presses(person, button)
    assert (await person.pays()).ok
    await bot.rests()


async def test_a_shop_in_which_nobody_has_bought(bot: World) -> None:
    await opened(bot)
    course, key, month = (await asked(bot, "/products")).split("\n\n")
    assert course.splitlines() == [
        "The <course> · The <shop>",
        "50 ⭐ — stars",
        "₽100 — manual",
        "€2 — manual",
        "sold 0 · open 0",
        "3 of 3 left",
        "promo code SPRING: 2 of 2 left",
        "promo code FRIEND: paid with it 0",
    ]
    assert key.splitlines() == ["A key · The <shop>", "7 ⭐ — stars", "sold 0 · open 0", "codes of the list left: 3"]
    assert month.splitlines()[2:] == ["sold 0 · open 0", "have access now: 0"]


async def test_sales_money_and_what_is_left(bot: World) -> None:
    await opened(bot)
    anna, boris, clara = [await bot.meets(first_name=name, language_code="en") for name in ("Anna", "Boris", "Clara")]
    await bot.says(anna, "spring")
    await buys(bot, anna, pay(40))
    await buys(bot, anna, "Key")
    await buys(bot, anna, "Month")
    await buys(bot, boris, pay(50))
    await bot.presses(clara, pay(50))
    ((order,),) = bot.rows("SELECT name FROM orders WHERE subscriber_id = ?", boris.id)
    await asked(bot, f"/refund {order}")
    await until(lambda: bot.rows("SELECT status FROM refunds") == [("done",)])
    course, key, month = (await asked(bot, "/products")).split("\n\n")
    assert course.splitlines()[4:] == [
        "sold 1 · open 1",
        "revenue 40 ⭐",
        "refunded 1: 50 ⭐",
        "2 of 3 left",
        "promo code SPRING: 1 of 2 left",
        "promo code FRIEND: paid with it 0",
    ]
    assert key.splitlines()[2:] == ["sold 1 · open 0", "revenue 7 ⭐", "codes of the list left: 2"]
    assert month.splitlines()[2:] == ["sold 1 · open 0", "revenue 10 ⭐", "have access now: 1"]
    await bot.passes(days=31)
    assert (await asked(bot, "/products")).endswith("have access now: 0")


async def test_a_bot_that_sells_nothing_says_so(bot: World) -> None:
    await bot.starts("funnel: talk\nlanguage: en\nstages: [{stage: only, steps: [message: Hello]}]\n")
    assert await asked(bot, "/products") == "No funnel sells anything."
