"""A product is paid in the ways its script names, each at its own price, in the order of the buttons."""

import pytest

from funnels.definition.money import Money
from funnels.engine.effects.orders import OpenOrder
from funnels.engine.effects.shown import AskPayment, ShowToast
from funnels.engine.effects.staff import NotifyStaff
from funnels.engine.inputs import PaymentNotAsked, Pressed
from tests.funnels.engine.world import World, world

SCRIPT = """
funnel: test
language: en
products:
  course:
    title: Course
    description: Four weeks.
    price: [4900 RUB, 49 EUR]
    stars: 2500
    pay: [stars, yookassa, stripe EUR, provider, link RUB, manual EUR, manual RUB]
    deliver: {text: Here is the course.}
stages:
  - stage: core
    steps:
      - offer: course
        text: The course is {{ price }}.
        price: 39 EUR
        deadline: 1 day
      - message: Farewell.
"""

BUTTONS = [
    "Pay 2,500 ⭐",
    "Pay ₽4,900 by YooKassa",
    "Pay €39 online",
    "Pay ₽4,900 by card",
    "Pay ₽4,900 online",
    "Pay €39 by transfer",
    "Pay ₽4,900 by transfer",
]
ROUBLES, EURO = Money(amount=490_000, currency="RUB"), Money(amount=3_900, currency="EUR")


def offered() -> World:
    anna = world(SCRIPT)
    assert anna.start() == ["The course is ₽4,900."]
    return anna


def test_every_way_has_a_button_with_its_price_and_no_two_say_the_same() -> None:
    assert [button.text.replace("\N{NO-BREAK SPACE}", " ") for button in offered().buttons()] == BUTTONS


@pytest.mark.parametrize(
    ("number", "method", "price"),
    [
        (0, "stars", Money(amount=2500, currency="XTR")),
        (1, "yookassa", ROUBLES),
        (2, "stripe", EURO),
        (3, "provider", ROUBLES),
        (4, "link", ROUBLES),
    ],
)
def test_each_asks_for_its_price_by_its_method(number: int, method: str, price: Money) -> None:
    anna = offered()
    anna.do(Pressed(data=anna.buttons()[number].data))
    (asked,) = anna.all_of(AskPayment)
    assert (asked.method, asked.price, asked.title, asked.description) == (method, price, "Course", "Four weeks.")
    (order,) = anna.all_of(OpenOrder)
    assert (order.method, order.price, order.order) == (method, price, asked.order)
    assert anna.settle(asked.order, money=price) == ["Here is the course.", "Farewell."]


def test_one_way_in_two_currencies_is_two_ways() -> None:
    anna = offered()
    (in_euro,) = anna.press("Pay €39 by transfer")
    assert in_euro.startswith("To pay: €39.")
    (in_roubles,) = anna.press("Pay ₽4,900 by transfer")
    assert in_roubles.startswith("To pay: ₽4,900.")
    assert anna.settle(anna.all_of(OpenOrder)[0].order, method="manual", money=EURO)[0] == "Here is the course."


def test_a_service_that_did_not_answer_is_told_and_can_be_tried_at_once() -> None:
    anna = offered()
    anna.press("Pay ₽4,900 by YooKassa")
    (asked,) = anna.all_of(AskPayment)
    assert (asked.language, asked.closes_at is not None) == ("en", True)
    (said,) = anna.do(PaymentNotAsked(order=asked.order, method="yookassa", reason="a < b"))
    assert said.startswith("The payment page cannot be opened just now.")
    (told,) = anna.all_of(NotifyStaff)
    assert (told.about, told.to, told.text) == ("payment_not_asked", "owner", "a &lt; b")
    anna.press("Pay ₽4,900 by YooKassa")
    assert len(anna.all_of(AskPayment)) == 2


def test_only_what_the_silent_service_was_asked_for_can_be_tried_at_once() -> None:
    anna = offered()
    anna.press("Pay 2,500")
    anna.press("Pay ₽4,900 by YooKassa")
    anna.do(PaymentNotAsked(order=anna.all_of(AskPayment)[0].order, method="yookassa", reason="it is down"))
    anna.heard()
    assert anna.press("Pay 2,500") == ["All you need to pay is already in this chat."]


def test_what_was_asked_before_still_counts_when_the_service_does_not_answer_again() -> None:
    anna = offered()
    anna.press("Pay ₽4,900 by YooKassa")
    (asked,) = anna.all_of(AskPayment)
    anna.do(PaymentNotAsked(order=asked.order, method="yookassa", reason="it is down"))
    assert anna.settle(asked.order, method="yookassa", money=ROUBLES)[0] == "Here is the course."


def test_a_button_that_is_typed_is_answered_in_the_chat() -> None:
    anna = offered()
    label = anna.buttons()[1].text
    anna.say(label)
    assert anna.say(label) == ["All you need to pay is already in this chat."]
    assert not any(isinstance(shown, ShowToast) for shown in anna.shown)
