"""Where a receipt goes is asked before the payment, unless it is known; the answer is understood by nobody else."""

import pytest

from funnels.engine.effects.orders import OpenOrder
from funnels.engine.effects.receipt import ReceiptData
from funnels.engine.effects.shown import AskPayment, ShowToast
from tests.funnels.engine.world import World, coded, world

SHOP = """
funnel: test
language: en
timezone: Europe/Moscow
start: {default: true}
products:
  course:
    title: Course
    price: [4900 RUB, 49 EUR]
    pay: [yookassa RUB, yookassa EUR, manual RUB]
    receipt: {vat: none}
    promo: {SPRING: {off: 20%}}
    repeat: true
    deliver: {text: Here is the course.}
stages:
  - stage: core
    steps:
      - offer: course
        text: Buy.
        deadline: 1 day
"""
OTHER = """
funnel: other
language: en
start: {keywords: [help]}
stages:
  - stage: help
    steps:
      - ask: What is your e-mail?
        for: email
        save: mail
      - message: Noted {{ mail }}.
        buttons: [Fine]
"""
WHERE = "Where should the receipt go? Write your e-mail or phone number, and you can pay right after that."
RECEIPT = ReceiptData(vat="none", subject="service", mode="full_payment", email="anna@example.com")


def buys(*others: str) -> World:
    anna = world(SHOP, *others)
    anna.start()
    assert anna.press("Pay ₽4,900 online") == [WHERE]
    return anna


def asked(anna: World) -> AskPayment:
    return anna.all_of(AskPayment)[-1]


def test_the_address_is_asked_for_once() -> None:
    anna = buys()
    assert not anna.all_of(OpenOrder)
    assert anna.say("anna@example.com") == ["Thank you! The receipt will go to anna@example.com."]
    assert asked(anna).receipt == anna.all_of(OpenOrder)[-1].receipt == RECEIPT
    anna.settle(asked(anna).order, method="yookassa")
    anna.press("Pay ₽4,900 online")
    assert len(anna.all_of(AskPayment)) == 2


@pytest.mark.parametrize("written", ["+7 912 345-67-89", "89123456789", "my number: 8 (912) 345 67 89"])
def test_a_number_does_as_well_also_where_words_of_digits_could_be_promo_codes(written: str) -> None:
    anna = buys()
    anna.say(written)
    receipt = asked(anna).receipt
    assert receipt is not None
    assert (receipt.phone, receipt.email) == ("+79123456789", "")


def test_other_words_are_for_others() -> None:
    anna = buys()
    assert "accepted" in anna.say("SPRING")[0]
    assert anna.say("later")[0].startswith("Please press one of the buttons")
    anna.say("anna@example.com")
    assert asked(anna).price.amount == 392_000


@pytest.mark.parametrize("written", ["anna@example", "anna @ example.com", "8 912 345"])
def test_an_address_that_is_none_is_asked_for_again(written: str) -> None:
    anna = buys()
    assert anna.say(written)[0].startswith("This looks like neither an e-mail nor a phone number.")
    assert anna.say("anna@example.com") == ["Thank you! The receipt will go to anna@example.com."]
    assert anna.say(written)[0].startswith("Please press one of the buttons")


def test_where_only_an_e_mail_does_it_is_asked_for_again() -> None:
    anna = world(SHOP.replace("{vat: none}", "{vat: none, to: email}"))
    anna.start()
    anna.press("Pay ₽4,900 online")
    assert anna.say("+79123456789")[0].startswith("This does not look like an e-mail address.")


def test_the_question_that_was_asked_last_is_answered() -> None:
    anna = buys(OTHER)
    assert anna.say("help") == ["What is your e-mail?"]
    anna.wait("1 minute")
    anna.press("Pay ₽4,900 online")
    assert anna.say("anna@example.com") == ["Thank you! The receipt will go to anna@example.com."]
    assert anna.say("work@example.com") == ["Noted work@example.com."]
    later = buys(OTHER)
    later.wait("1 minute")
    later.say("help")
    assert later.say("anna@example.com") == ["Noted anna@example.com."]


def test_what_is_no_address_is_asked_for_again() -> None:
    anna = world(SHOP.replace("      - offer", "      - set: {email: none yet, phone: 5}\n      - offer"))
    anna.start()
    assert anna.press("Pay ₽4,900 online") == [WHERE]


def test_money_of_other_countries_and_transfers_have_no_receipt() -> None:
    anna = world(SHOP)
    anna.start()
    anna.press("Pay €49 online")
    assert asked(anna).receipt is None
    assert anna.press("Pay ₽4,900 by transfer")[0].startswith("To pay: ₽4,900.")


def test_the_next_order_closes_with_the_offer_though_its_address_came_first() -> None:
    anna = world(SHOP)
    anna.start()
    anna.press("Pay ₽4,900 by transfer")
    pay = anna.buttons()[0]
    anna.settle(next(reversed(anna.orders)), method="manual")
    anna.do(coded(pay, "pay.yookassa RUB.0"))
    anna.say("anna@example.com")
    assert asked(anna).order.endswith(":1")
    assert asked(anna).closes_at is not None


def test_an_address_that_comes_too_late_is_answered_in_the_chat() -> None:
    anna = buys()
    anna.wait("2 days")
    assert anna.say("anna@example.com") == [
        "Thank you! The receipt will go to anna@example.com.",
        "This offer is closed already.",
    ]
    assert not any(isinstance(shown, ShowToast) for shown in anna.shown)
    assert not anna.all_of(OpenOrder)
    forgotten = buys()
    forgotten.wait("8 days")
    assert "Thank you!" not in forgotten.say("anna@example.com")[0]


def test_who_paid_otherwise_is_asked_for_no_address_any_more() -> None:
    anna = buys()
    anna.press("Pay ₽4,900 by transfer")
    anna.settle(next(reversed(anna.orders)), method="manual")
    assert anna.say("anna@example.com") == ["You have seen all I had to show. Thank you for staying with me!"]


def test_where_only_an_email_will_do_a_number_is_not_asked_for_nor_used() -> None:
    script = SHOP.replace("{vat: none}", "{vat: none, to: email}").replace(
        "      - offer", "      - set: {phone: '+79123456789'}\n      - offer"
    )
    anna = world(script)
    anna.start()
    assert anna.press("Pay ₽4,900 online") == [
        "To which e-mail should the receipt go? Write it, and you can pay right after that."
    ]
    assert "Thank you!" not in anna.say("+7 912 345-67-89")[0]
    anna.say("anna@example.com")
    assert asked(anna).receipt == RECEIPT


@pytest.mark.parametrize(("to", "asks"), [("any", ("phone",)), ("email", ("phone", "email"))])
def test_a_form_asks_also_for_what_reaches_the_receipt(to: str, asks: tuple[str, ...]) -> None:
    script = SHOP.replace("{vat: none}", f"{{vat: none, to: {to}}}").replace(
        "pay: [yookassa RUB, yookassa EUR, manual RUB]", "pay: [provider]\n    asks: [phone]"
    )
    anna = world(script)
    anna.start()
    anna.press("Pay ₽4,900 by card")
    assert asked(anna).asks == asks
