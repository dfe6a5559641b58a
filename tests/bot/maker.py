"""A shop whose goods another system makes, and how far people walk in it before a test begins."""

from bot.preview.telegram import Person

from .receiver import Receiver
from .world import World, pay, until

SHOP = """
funnel: shop
language: en
start: {default: true}
products:
  key:
    title: A key
    stars: 50
    deliver:
      call: {url: URL, save: {licence: keys.0.text}, within: 1 minute}
      text: "Your key is {{ licence }}."
stages:
  - stage: sale
    steps:
      - offer: key
        text: Buy a key.
      - message: See you.
        buttons: [{text: Once more, buy: key}]
"""
PAY = pay(50)
KEY = '{"keys": [{"text": "K-1"}]}'
AGAIN = "Send again"


async def buys(bot: World, maker: Receiver, script: str = SHOP, **given: object) -> Person:
    await bot.starts(script.replace("URL", maker.url), call_private=True, **given)
    anna = await bot.meets(language_code="en", first_name="Anna")
    await bot.presses(anna, PAY)
    assert (await anna.pays()).ok
    await until(lambda: bool(maker.received))
    return anna


async def refunded(bot: World, anna: Person) -> None:
    charge = bot.rows("SELECT charge FROM payments ORDER BY received_at DESC")[0][0]
    await bot.app.context.bot.refund_star_payment(anna.id, charge)
    await anna.sees("on its way back")
    await bot.rests()


def heard(person: Person, part: str) -> int:
    return sum(part in message.text for message in person.chat if message.author == "bot")


def order_of(person: Person) -> str:
    return f"{person.id}:shop:1:1:0"
