"""Codes of a list: each order gets one of its own, the owners learn when they run low and serve who came too late."""

from pathlib import Path

from bot.preview.telegram import Person

from .world import World, until

SHOP = """
funnel: shop
language: en
start: {default: true}
products:
  key: {title: A key, stars: 50, repeat: true, deliver: {text: "Your key is {{ code }}, enjoy.", codes: keys.txt}}
  card: {title: A card, stars: 20, deliver: {codes: keys.txt}}
stages:
  - stage: sale
    steps:
      - message: What will it be?
        buttons: [{text: Key, buy: key}, {text: Card, buy: card}, Nothing]
"""


def keys(bot: World, *lines: str) -> Path:
    folder = bot.funnels / "shop"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "keys.txt").write_text("\ufeff" + "\n".join(lines) + "\n\n", encoding="utf-8")
    return folder / "keys.txt"


async def buys(bot: World, person: Person, button: str = "Key") -> None:
    await bot.presses(person, button)
    assert (await person.pays()).ok
    await bot.rests()


def got(person: Person) -> list[str]:
    return [message.text for message in person.chat if "CODE<" in message.text or "thank you" in message.text]


async def test_each_order_gets_a_code_of_its_own(bot: World) -> None:
    keys(bot, "CODE<1>", "CODE<2>", "CODE<3>")
    await bot.starts(SHOP)
    anna, boris = await bot.meets(language_code="en"), await bot.meets(language_code="en")
    await buys(bot, anna)
    await buys(bot, boris, "Card")
    await buys(bot, anna)
    assert got(anna) == ["Your key is CODE<1>, enjoy.", "Your key is CODE<3>, enjoy."]
    assert got(boris) == ["Payment received, thank you!\n\nCODE<2>"]
    assert bot.rows("SELECT code, given_to FROM codes ORDER BY line") == [
        ("CODE<1>", f"{anna.id}:shop:1:1:0"),
        ("CODE<2>", f"{boris.id}:shop:1:1:1"),
        ("CODE<3>", f"{anna.id}:shop:1:1:0:1"),
    ]


async def test_who_comes_too_late_is_put_before_the_owners_and_served_when_there_are_more(bot: World) -> None:
    keys(bot, "CODE<1>")
    await bot.starts(SHOP)
    anna, boris = await bot.meets(language_code="en"), await bot.meets(language_code="en")
    await buys(bot, anna)
    await bot.owner.sees("Codes run low: the list shop/keys.txt has 0 left.")
    await buys(bot, boris)
    await boris.sees("A person is looking at it")
    await bot.owner.sees("shop/keys.txt has no code left")
    keys(bot, "CODE<1>", "CODE<2>")
    await bot.owner.presses("Send again")
    await boris.sees("Your key is CODE<2>, enjoy.")
    await bot.rests()
    assert bot.rows("SELECT DISTINCT status FROM orders") == [("delivered",)]


async def test_the_owners_are_told_once_when_they_run_low(bot: World) -> None:
    keys(bot, *(f"CODE<{number}>" for number in range(13)))
    await bot.starts(SHOP)
    anna = await bot.meets(language_code="en")
    for _ in range(4):
        await buys(bot, anna)
    low = [message.text for message in bot.owner.chat if "run low" in message.text]
    assert len(low) == 1
    assert "has 10 left" in low[0]


async def test_goods_in_doubt_are_sent_again_with_the_same_code(bot: World) -> None:
    keys(bot, "CODE<1>", "CODE<2>")
    await bot.starts(SHOP)
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, "Key")
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, drop="after")
    assert (await anna.pays()).ok
    await until(lambda: bool(got(anna)))
    await bot.starts_anew()
    await until(lambda: len(got(anna)) == 2)
    assert len(set(got(anna))) == 1
    assert bot.counts("SELECT count(*) FROM codes WHERE given_to IS NOT NULL") == 1


async def test_orders_that_wait_are_served_when_codes_are_added_the_oldest_first(bot: World) -> None:
    keys(bot)
    await bot.starts(SHOP)
    people = [await bot.meets(language_code="en") for _ in range(4)]
    for person in people:
        await buys(bot, person)
    await bot.app.ticks.serve_codes()
    assert bot.counts("SELECT count(*) FROM codes") == 0
    keys(bot, "CODE<1>", "CODE<2>", "CODE<3>")
    for _ in range(2):
        await bot.app.ticks.serve_codes()
        await bot.rests()
    assert [got(person) for person in people] == [
        ["Your key is CODE<1>, enjoy."],
        ["Your key is CODE<2>, enjoy."],
        ["Your key is CODE<3>, enjoy."],
        [],
    ]
    await bot.owner.sees("New codes of the list shop/keys.txt went to those who were waiting: 3")
    await bot.owner.sees("the list shop/keys.txt has 0 left")
    assert bot.rows("SELECT status FROM orders ORDER BY paid_at") == [("delivered",)] * 3 + [("paid",)]
    assert sum("those who were waiting" in message.text for message in bot.owner.chat) == 1


async def test_whoever_has_waited_comes_before_whoever_buys_when_codes_are_there_again(bot: World) -> None:
    keys(bot)
    await bot.starts(SHOP)
    anna, boris = await bot.meets(language_code="en"), await bot.meets(language_code="en")
    await buys(bot, anna)
    keys(bot, "CODE<1>", "CODE<2>")
    await buys(bot, boris)
    await anna.sees("Your key is CODE<1>, enjoy.")
    assert got(boris) == ["Your key is CODE<2>, enjoy."]


async def test_who_got_the_money_back_waits_for_no_code(bot: World) -> None:
    keys(bot)
    await bot.starts(SHOP)
    anna = await bot.meets(language_code="en")
    await buys(bot, anna)
    ((charge,),) = bot.rows("SELECT charge FROM payments")
    await bot.app.context.bot.refund_star_payment(anna.id, charge)
    await anna.sees("on its way back")
    keys(bot, "CODE<1>")
    await bot.app.ticks.serve_codes()
    await bot.rests()
    assert (got(anna), bot.counts("SELECT count(*) FROM codes")) == ([], 0)


async def test_goods_that_failed_with_their_code_wait_for_no_other(bot: World) -> None:
    keys(bot, "CODE<1>", "CODE<2>")
    await bot.starts(SHOP)
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, "Key")
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, error=400)
    assert (await anna.pays()).ok
    await bot.rests()
    await bot.app.ticks.serve_codes()
    await bot.rests()
    assert (got(anna), bot.counts("SELECT count(*) FROM codes WHERE given_to IS NOT NULL")) == ([], 1)
