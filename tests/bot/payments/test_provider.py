"""Paid in Telegram's own form by a provider: what it asks, how the goods are brought, what becomes of the money."""

import asyncio
import json
from typing import Any

import pytest

from bot.preview.telegram import Person
from bot.preview.telegram.forms import Form, read_address
from bot.preview.telegram.messages import Invoice
from bot.preview.telegram.purse import ask_shipping
from bot.preview.telegram.purse import pay as pays_an_invoice
from tests.bot.shop import delivered, invoice_of, sold
from tests.bot.world import World, until

BOX = """
funnel: shop
language: en
start: {default: true}
products:
  box:
    title: The box
    description: Ten kinds of tea.
    price: 1000 RUB
    pay: [provider, manual]
    asks: [name, phone, email]
    shipping:
      courier: {title: By courier, price: 300 RUB, countries: [RU, BY]}
      pickup: {title: I will fetch it, countries: RU}
    deliver: {text: "Here is the course. It goes to {{ address }}, and we call {{ phone }}."}
stages:
  - stage: sale
    goal: paid box
    steps:
      - offer: box
        text: Buy the box.
        deadline: 2 days
        expired: {message: The offer is over.}
  - stage: after
    steps:
      - message: See you.
        buttons: [Bye]
"""
CARD = "Pay ₽1,000 by card"
HAND = "Pay ₽1,000 by transfer"
ADDRESS = "RU, 125009, Москва, Тверская улица, 1"
ABROAD = {"country_code": "DE", "city": "Berlin", "street_line1": "Unter den Linden 1", "post_code": "10117"}
NBSP = "\N{NO-BREAK SPACE}"


async def opens(bot: World, script: str = BOX) -> None:
    await bot.starts(script, provider_token=bot.telegram.provider_token)


async def invoiced(bot: World, script: str = BOX) -> Person:
    """Someone with the invoice before them."""
    await opens(bot, script)
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, CARD)
    return anna


async def bought(bot: World, shipping: str = "By courier") -> Person:
    anna = await invoiced(bot)
    assert (await anna.pays(shipping=shipping)).ok
    await anna.sees("Here is the course.")
    await bot.rests()
    return anna


async def card_of(bot: World) -> str:
    """The order as an owner sees it."""
    ((order,),) = bot.rows("SELECT name FROM orders")
    await bot.owner.writes(f"/orders {order}")
    return (await bot.owner.sees("History")).text.replace(NBSP, " ")


async def test_the_invoice_asks_what_the_script_asks(bot: World) -> None:
    anna = await invoiced(bot)
    (sent,) = bot.calls("sendInvoice")
    assert (sent["title"], sent["description"], sent["currency"]) == ("The box", "Ten kinds of tea.", "RUB")
    assert sent["start_parameter"]
    invoice = invoice_of(anna)
    assert invoice.total_amount == 100_000
    assert set(invoice.needs) == {"name", "phone_number", "email", "shipping_address"}
    assert invoice.flexible
    assert (sent["send_phone_number_to_provider"], sent["send_email_to_provider"]) == ("true", "true")
    assert "provider_data" not in sent


async def test_a_product_that_asks_nothing_has_an_invoice_that_asks_nothing(bot: World) -> None:
    plain = BOX.replace("    asks: [name, phone, email]\n", "").replace("shipping:", "promo:")
    start, end = plain.index("    promo:"), plain.index("    deliver:")
    anna = await invoiced(bot, (plain[:start] + plain[end:]).replace("{{ address }}, and we call {{ phone }}", "you"))
    assert (invoice_of(anna).needs, invoice_of(anna).flexible) == ((), False)
    (sent,) = bot.calls("sendInvoice")
    assert (sent["send_phone_number_to_provider"], sent["send_email_to_provider"]) == ("false", "false")
    assert (await anna.pays()).ok
    await anna.sees("Here is the course.")


async def test_the_provider_is_told_of_what_the_receipt_is_made(bot: World) -> None:
    start, end = BOX.index("    asks:"), BOX.index("    deliver:")
    receipt = "    receipt: {vat: none, subject: commodity}\n"
    plain = (BOX[:start] + receipt + BOX[end:]).replace("{{ address }}, and we call {{ phone }}", "you")
    anna = await invoiced(bot, plain)
    (sent,) = bot.calls("sendInvoice")
    told = json.loads(sent["provider_data"])["receipt"]
    assert "customer" not in told  # the provider adds the e-mail of the form
    (line,) = told["items"]
    assert (line["description"], line["amount"]) == ("The box", {"value": "1000.00", "currency": "RUB"})
    assert (line["vat_code"], line["payment_subject"]) == (1, "commodity")
    assert invoice_of(anna).needs == ("email",)
    assert (await anna.pays()).ok
    await anna.sees("Here is the course.")


async def test_the_price_and_the_courier_are_what_was_asked(bot: World) -> None:
    anna = await bought(bot)
    assert f"It goes to {ADDRESS}, and we call {anna.phone}." in anna.chat[-2].text
    assert sold(bot) == [("delivered", "provider", 1)]
    assert bot.rows("SELECT amount, currency, kind FROM payments") == [(130_000, "RUB", "whole")]
    assert bot.rows("SELECT amount FROM orders") == [(130_000,)]


async def test_what_was_filled_in_is_known_of_the_person_and_shown_to_the_owners(bot: World) -> None:
    anna = await bought(bot)
    lines = ["By courier, ₽300", f"Анна, {anna.phone}, person{anna.id}@example.com", ADDRESS]
    notice = await bot.owner.sees("Payment: The box")
    assert notice.text.splitlines()[-3:] == lines
    card = await card_of(bot)
    ((charge,),) = [(charge.provider_id,) for charge in bot.telegram.payments.charges.values()]
    assert [*lines, f"In the provider’s cabinet: {charge}"] == card.split("\n\n")[1].splitlines()
    ((known,),) = bot.rows("SELECT attributes FROM subscribers WHERE id = ?", anna.id)
    assert all(part in known for part in (anna.phone, ADDRESS, "Анна"))


async def test_what_costs_nothing_is_brought_for_nothing(bot: World) -> None:
    await bought(bot, "I will fetch it")
    assert bot.rows("SELECT amount, kind FROM payments") == [(100_000, "whole")]
    assert "I will fetch it\n" in (await bot.owner.sees("Payment: The box")).text


async def test_only_what_goes_to_the_country_is_offered(bot: World) -> None:
    anna = await invoiced(bot)
    minsk = {**ABROAD, "country_code": "BY", "city": "Минск"}
    ways = await anna.asks_shipping(invoice_of(anna), minsk)
    assert [option["title"] for option in ways.options] == ["By courier"]
    ways = await anna.asks_shipping(invoice_of(anna), ABROAD)
    assert ways.error_message == "We do not deliver to this address yet. We deliver to: Russia, Belarus."
    outcome = await anna.pays(info={**anna.own_info, "shipping_address": ABROAD})
    assert outcome.error_message == ways.error_message


async def test_who_cannot_be_reached_learns_it_in_their_language(bot: World) -> None:
    await opens(bot)
    anna = await bot.meets(language_code="ru")
    await bot.presses(anna, CARD)
    ways = await anna.asks_shipping(invoice_of(anna), ABROAD)
    assert ways.error_message == "По этому адресу пока не доставляем. Доставляем сюда: Россия, Беларусь."


async def test_shipping_is_answered_while_nothing_can_be_written(bot: World) -> None:
    anna = await invoiced(bot)
    async with bot.app.context.database.write():
        ways = await anna.asks_shipping(invoice_of(anna), anna.own_info["shipping_address"], within=2)
    assert len(ways.options) == 2


@pytest.mark.parametrize(
    "fault",
    [{"error": 429, "retry_after": 1}, {"error": 502}, {"drop": "before"}],
    ids=lambda fault: "-".join(map(str, fault.values())),
)
async def test_the_answer_about_shipping_is_given_again_when_it_did_not_arrive(
    bot: World, fault: dict[str, Any]
) -> None:
    anna = await invoiced(bot)
    bot.telegram.faults.order(method="answerShippingQuery", **fault)
    assert (await anna.pays(timeout=5)).ok


async def test_a_forwarded_invoice_is_nobody_elses(bot: World) -> None:
    anna = await invoiced(bot)
    boris = await bot.meets(language_code="en")
    invoice = invoice_of(anna)
    ways = await boris.asks_shipping(invoice, boris.own_info["shipping_address"])
    assert ways.error_message == "This invoice was made for another person."
    outcome = await pays_an_invoice(bot.telegram, boris.room, invoice, message=None, within=2)
    assert outcome.error_message == "This invoice was made for another person."


async def test_an_order_that_is_over_is_refused_at_the_address(bot: World) -> None:
    anna = await invoiced(bot)
    await bot.passes(days=2, seconds=1)
    await anna.sees("The offer is over.")
    assert (await anna.pays(timeout=2)).error_message == "This offer is closed already."


async def test_an_offer_that_closes_behind_the_address_is_refused_at_the_payment(bot: World) -> None:
    anna = await invoiced(bot)
    ways = await anna.asks_shipping(invoice_of(anna), anna.own_info["shipping_address"])
    await bot.passes(days=2, seconds=1)
    invoice, form = invoice_of(anna), Form(info=anna.own_info, option=ways.options[0])
    outcome = await pays_an_invoice(bot.telegram, anna.room, invoice, message=None, within=2, form=form)
    assert outcome.error_message == "This offer is closed already."


async def test_what_is_paid_already_is_refused(bot: World) -> None:
    anna = await bought(bot)
    assert (await anna.pays(timeout=2)).error_message == "You have this already, no need to pay."


async def test_what_is_sold_out_is_refused_before_it_is_paid(bot: World) -> None:
    anna = await invoiced(bot, BOX.replace("    pay:", "    stock: 1\n    pay:"))
    boris = await bot.meets(language_code="en")
    await bot.presses(boris, CARD)
    assert (await anna.pays()).ok
    await anna.sees("Here is the course.")
    assert (await boris.pays()).error_message == "Sold out: there is none left."


async def test_an_order_nobody_has_is_refused(bot: World) -> None:
    anna = await invoiced(bot)
    unknown = Invoice(title="x", description="x", payload="1:2:3", currency="RUB", total_amount=1, flexible=True)
    ways = await ask_shipping(bot.telegram, anna.room, unknown, read_address(ABROAD), within=2)
    assert "There is no such order" in ways.error_message


async def test_a_payment_told_twice_counts_once(bot: World) -> None:
    anna = await bought(bot)
    before = len(bot.owner.chat)
    told = next(message.body for message in anna.chat if "successful_payment" in message.body)
    bot.arrives(message=told)
    await bot.rests()
    assert sold(bot) == [("delivered", "provider", 1)]
    assert delivered(anna) == 1
    assert len(bot.owner.chat) == before


async def test_a_second_payment_is_kept_and_put_before_the_owners(bot: World) -> None:
    anna = await invoiced(bot)
    ways = await anna.asks_shipping(invoice_of(anna), anna.own_info["shipping_address"])
    message = next(message for message in anna.chat if message.invoice)
    twice = [anna.pays_form(message, invoice_of(anna), anna.own_info, ways.options[0]["id"]) for _ in range(2)]
    async with bot.app.context.database.write():  # neither payment is kept before both are allowed
        outcomes = await asyncio.gather(*twice)
    await bot.rests()
    assert [outcome.error_message for outcome in outcomes] == ["", ""]
    assert sold(bot) == [("delivered", "provider", 2)]
    assert delivered(anna) == 1
    assert ADDRESS in (await bot.owner.sees("Paid a second time")).text


async def test_what_was_told_at_the_address_counts_whatever_the_script_says_since(bot: World) -> None:
    anna = await invoiced(bot)
    ways = await anna.asks_shipping(invoice_of(anna), anna.own_info["shipping_address"])
    await bot.starts_anew(BOX.replace("300 RUB", "500 RUB"), provider_token=bot.telegram.provider_token)
    invoice, form = invoice_of(anna), Form(info=anna.own_info, option=ways.options[0])
    assert (await pays_an_invoice(bot.telegram, anna.room, invoice, message=None, within=2, form=form)).ok
    await anna.sees("Here is the course.")
    await bot.rests()
    assert bot.rows("SELECT amount, kind FROM payments") == [(130_000, "whole")]
    ways = await anna.asks_shipping(invoice, anna.own_info["shipping_address"])
    assert "already" in ways.error_message


async def test_a_product_that_is_brought_no_more_is_asked_for_anew(bot: World) -> None:
    anna = await invoiced(bot)
    start, end = BOX.index("    shipping:"), BOX.index("    deliver:")
    there = BOX[:start] + BOX[end:].replace("{{ address }}", "you")
    await bot.starts_anew(there, provider_token=bot.telegram.provider_token)
    assert "press the pay button in the chat again" in (await anna.pays()).error_message


async def test_a_courier_in_another_currency_is_refused(bot: World) -> None:
    anna = await invoiced(bot)
    invoice = invoice_of(anna)
    option = {"id": "courier:30000:EUR", "title": "By courier", "prices": [{"label": "x", "amount": 30_000}]}
    form = Form(info=anna.own_info, option=option)
    outcome = await pays_an_invoice(bot.telegram, anna.room, invoice, message=None, within=2, form=form)
    assert "The price has changed" in outcome.error_message


async def test_it_can_be_paid_after_the_other_way_was_looked_at(bot: World) -> None:
    anna = await invoiced(bot)
    await bot.presses(anna, HAND)
    assert (await anna.pays()).ok
    await anna.sees("Here is the course.")


async def test_it_is_brought_for_roubles_also_after_stars_were_looked_at(bot: World) -> None:
    anna = await invoiced(bot, BOX.replace("pay: [provider, manual]", "stars: 500\n    pay: [provider, stars]"))
    await bot.presses(anna, f"Pay 500{NBSP}⭐")
    message = next(message for message in anna.chat if message.invoice and message.invoice.currency == "RUB")
    assert message.invoice is not None
    ways = await anna.asks_shipping(message.invoice, anna.own_info["shipping_address"])
    assert [option["title"] for option in ways.options] == ["By courier", "I will fetch it"]
    assert (await anna.pays_form(message, message.invoice, anna.own_info, ways.options[0]["id"])).ok
    await anna.sees("Here is the course.")


async def test_too_little_is_put_before_the_owners_and_taken_with_one_press(bot: World) -> None:
    anna = await invoiced(bot)
    asked = invoice_of(anna).payload
    cheaper = Invoice(title="x", description="x", payload=asked, currency="RUB", total_amount=90_000)
    charge = bot.telegram.payments.charge(anna.room.user, cheaper)
    bot.telegram.post_from_person(anna.room, {"successful_payment": charge.body}, "service")
    await bot.owner.sees("Not what was asked has arrived")
    await bot.owner.presses("Take it for the price")
    await anna.sees("Here is the course.")


async def test_money_goes_back_in_the_providers_cabinet_and_is_written_down_here(bot: World) -> None:
    anna = await bought(bot)
    ((order,),) = bot.rows("SELECT name FROM orders")
    await bot.owner.writes(f"/refund {order} 300 the courier was late")
    answer = await bot.owner.sees("is written down")
    assert "The money itself is sent by you, from where it is (provider): the bot cannot." in answer.text
    await anna.sees("Your money is on its way back: ₽300")
    await bot.owner.writes(f"/refund {order}")
    await anna.sees("Your money is on its way back: ₽1,000")
    await bot.rests()
    assert [status for status, _, _ in sold(bot)] == ["refunded"]
    assert not bot.calls("refundStarPayment")


async def test_an_invoice_telegram_refuses_is_told_to_the_person_and_to_the_owners(bot: World) -> None:
    await bot.starts(BOX, provider_token="1:TEST:OTHER")
    anna = await bot.meets(language_code="en")
    (answer,) = await bot.presses(anna, CARD)
    assert answer.endswith("Please press the button again a little later, or choose another way to pay.")
    notice = await bot.owner.sees("A payment could not be begun")
    assert "Telegram does not know this PROVIDER_TOKEN: copy it from @BotFather, Payments" in notice.text


async def test_a_price_telegram_does_not_take_is_told_to_the_owners(bot: World) -> None:
    await opens(bot, BOX.replace("1000 RUB", "50 RUB"))
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, "Pay ₽50 by card")
    notice = await bot.owner.sees("A payment could not be begun")
    assert "from about 1 to about 10,000 US dollars in one payment, and 50 RUB is not among that" in notice.text


async def test_what_was_filled_in_is_in_no_log(bot: World, caplog: pytest.LogCaptureFixture) -> None:
    anna = await invoiced(bot)
    await bot.changes("CREATE TRIGGER full BEFORE INSERT ON payments BEGIN SELECT RAISE(ABORT, 'full'); END")
    assert (await anna.pays()).ok
    await until(lambda: "inputs not committed" in caplog.text)
    await bot.changes("DROP TRIGGER full")
    await anna.sees("Here is the course.", within=10)
    assert not [said for said in (anna.phone[1:], "Тверская", "@example.com", "Анна") if said in caplog.text]
