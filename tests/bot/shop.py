"""A funnel that sells one thing, by Stars and by hand, and how far people walk in it before a test begins."""

from bot.preview.telegram import Person
from bot.preview.telegram.messages import Invoice

from .world import World, pay

SHOP = """
funnel: shop
language: en
start: {default: true}
products:
  course:
    title: The course
    stars: 50
    price: 100 RUB
    manual: Send {{ price }} to the card, then press the button.
    deliver: {text: Here is the course.}
stages:
  - stage: sale
    goal: paid course
    steps:
      - offer: course
        text: Buy the course.
        deadline: 2 days
        expired: {message: The offer is over.}
  - stage: after
    steps:
      - message: See you.
        buttons: [Bye]
"""
BY_HAND = "Pay ₽100 by transfer"
PAID = "I have paid"
MONEY_IS_HERE = "Money is here"
IT_IS_NOT = "It is not"
GOODS = "Here is the course."


async def invoiced(bot: World) -> Person:
    """Someone with an invoice of fifty Stars before them."""
    person = await bot.meets(language_code="en")
    await bot.presses(person, pay(50))
    return person


async def claimed(bot: World) -> Person:
    """Someone who says they have paid by hand."""
    person = await bot.meets(language_code="en")
    await bot.presses(person, BY_HAND)
    await bot.presses(person, PAID)
    return person


def sold(bot: World) -> list[tuple[str, str, int]]:
    """Every order: its state, the way it was paid, the number of payments for it."""
    return bot.rows(
        "SELECT status, method, (SELECT count(*) FROM payments WHERE order_name = name) FROM orders ORDER BY opened_at"
    )


def delivered(person: Person) -> int:
    """How often the person got the goods."""
    return sum(GOODS in message.text for message in person.chat if message.author == "bot")


def invoice_of(person: Person) -> Invoice:
    """The newest invoice in their chat."""
    found = next(message.invoice for message in reversed(person.chat) if message.invoice)
    assert found is not None
    return found
