"""Several products in one offer: the buttons of one message change, and of two invoices one is paid."""

from bot.preview.telegram import Person
from bot.preview.telegram.messages import Message
from bot.preview.telegram.purse import pay as pays_an_invoice

from .world import World, until

CHOICE = """
funnel: shop
language: en
start: {default: true}
products:
  basic: {title: Basic, stars: 50, deliver: {text: Here is Basic.}}
  pro: {title: Pro, stars: 90, price: 100 RUB, pay: [stars, manual], deliver: {text: Here is Pro.}}
stages:
  - stage: sale
    goal: paid [basic, pro]
    steps:
      - {offer: [basic, pro], text: Choose., deadline: 2 days}
  - stage: after
    steps:
      - {message: See you., buttons: [Bye]}
"""


def offer_of(person: Person) -> Message:
    return next(message for message in person.chat if message.text == "Choose.")


def labels(message: Message) -> list[str]:
    return [button["text"].replace("\N{NO-BREAK SPACE}", " ") for button in message.buttons]


def states(bot: World) -> list[tuple[str, str]]:
    return bot.rows("SELECT product, status FROM orders ORDER BY product")


async def test_the_ways_to_pay_take_the_place_of_the_products_and_give_it_back(bot: World) -> None:
    await bot.starts(CHOICE)
    anna = await bot.meets(language_code="en")
    choice = ["Basic — 50 ⭐", "Pro — ₽100"]
    assert labels(offer_of(anna)) == choice
    assert await bot.presses(anna, "Pro — ₽100") == []
    ways = ["Pay 90 ⭐", "Pay ₽100 by transfer", "‹ Pro: choose another"]
    await until(lambda: labels(offer_of(anna)) == ways)
    assert await bot.presses(anna, "‹ Pro: choose another") == []
    await until(lambda: labels(offer_of(anna)) == choice)


async def test_a_message_too_old_to_be_shown_to_the_bot_changes_all_the_same(bot: World) -> None:
    await bot.starts(CHOICE)
    anna = await bot.meets(language_code="en")
    message = offer_of(anna)
    query = bot.telegram.callbacks.ask(anna.id)
    pressed = next(button for button in message.buttons if button["text"].startswith("Pro"))
    old = {"chat": message.body["chat"], "message_id": message.body["message_id"], "date": 0}
    body = {"id": query.id, "from": anna.room.user, "message": old, "chat_instance": "1"}
    bot.arrives(callback_query=body | {"data": pressed["callback_data"]})
    await until(lambda: len(labels(message)) == 3)


async def test_of_two_invoices_one_is_paid_and_the_other_refused(bot: World) -> None:
    await bot.starts(CHOICE)
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, "Basic — 50\N{NO-BREAK SPACE}⭐")
    basic = next(message.invoice for message in anna.chat if message.invoice)
    await bot.presses(anna, "Pro — ₽100")
    await until(lambda: len(labels(offer_of(anna))) == 3)
    await bot.presses(anna, "Pay 90\N{NO-BREAK SPACE}⭐")
    assert (await anna.pays()).ok
    await anna.sees("Here is Pro.")
    await anna.sees("See you.")
    await bot.rests()
    assert states(bot) == [("basic", "cancelled"), ("pro", "delivered")]
    cancelled = bot.rows("SELECT note FROM ledger WHERE entry = 'cancelled'")
    assert cancelled == bot.rows("SELECT name FROM orders WHERE product = 'pro'")
    assert basic is not None
    outcome = await pays_an_invoice(bot.telegram, anna.room, basic, message=None, within=2)
    assert outcome.error_message == "This offer is closed already."


async def test_a_claim_for_the_other_waits_for_the_owners_and_their_yes_delivers_it(bot: World) -> None:
    await bot.starts(CHOICE)
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, "Pro — ₽100")
    await until(lambda: len(labels(offer_of(anna))) == 3)
    await bot.presses(anna, "Pay ₽100 by transfer")
    await bot.presses(anna, "I have paid")
    await bot.presses(anna, "‹ Pro: choose another")
    await until(lambda: len(labels(offer_of(anna))) == 2)
    await bot.presses(anna, "Basic — 50\N{NO-BREAK SPACE}⭐")
    assert (await anna.pays()).ok
    await anna.sees("Here is Basic.")
    await bot.rests()
    assert states(bot) == [("basic", "delivered"), ("pro", "cancelled")]
    await bot.owner.presses("Money is here")
    await anna.sees("Here is Pro.")
    await bot.owner.sees("Paid as a second product of an offer to choose one: Pro, ₽100")
    await bot.rests()
    assert states(bot) == [("basic", "delivered"), ("pro", "delivered")]
