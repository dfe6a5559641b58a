"""What is filled in with a payment: known of the person, kept with the payment, and no part of the price."""

import pytest

from funnels.definition.money import Money
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects.orders import RecordPayment
from funnels.engine.effects.shown import AskPayment
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.inputs import Paid, PaymentAccepted, Pressed
from funnels.engine.order_info import OrderInfo
from tests.funnels.engine.world import World, world
from tests.funnels.scripts import script_of

SCRIPT = """
funnel: test
language: en
products:
  box:
    title: Box
    price: 1000 RUB
    pay: [provider]
    asks: [phone]
    shipping: {courier: {title: By courier, price: 300 RUB}}
    deliver: {text: "It goes to {{ address }}."}
stages:
  - stage: core
    steps:
      - {offer: box, text: The box., deadline: 1 day}
      - message: Farewell.
"""
COURIER = Money(amount=30_000, currency="RUB")
INFO = OrderInfo(
    phone="+79991234567", address="RU, Москва", shipping="courier", shipping_price=COURIER, reference="p-1"
)


def asked() -> tuple[World, AskPayment]:
    anna = world(SCRIPT)
    anna.start()
    anna.do(Pressed(data=anna.buttons()[0].data))
    (asked,) = anna.all_of(AskPayment)
    return anna, asked


def money(order: str, amount: int, charge: str = "c-1") -> Paid:
    return Paid(order=order, method="provider", money=Money(amount=amount, currency="RUB"), charge=charge, info=INFO)


def test_the_form_asks_what_the_product_asks_and_the_address() -> None:
    _, one = asked()
    assert (one.asks, one.shipped) == (("phone", "address"), True)


def test_only_the_form_asks_how_it_is_brought() -> None:
    anna = world(SCRIPT.replace("    pay: [provider]\n", "    stars: 500\n    pay: [provider, stars]\n"))
    anna.start()
    anna.press("Pay 500")
    (one,) = anna.all_of(AskPayment)
    assert (one.asks, one.shipped) == ((), False)


@pytest.mark.parametrize(
    ("amount", "kind", "about"),
    [(130_000, "whole", "paid"), (120_000, "short", "paid_short"), (140_000, "whole", "paid_more")],
)
def test_the_price_without_the_courier_is_weighed(amount: int, kind: str, about: str) -> None:
    anna, one = asked()
    anna.do(money(one.order, amount))
    (payment,) = anna.all_of(RecordPayment)
    assert (payment.kind, payment.money.amount) == (kind, amount)
    assert payment.info.shipping == "By courier"
    (notice,) = anna.all_of(NotifyOwners)
    assert notice.about == about
    assert notice.details.replace("\N{NO-BREAK SPACE}", " ") == "By courier, ₽300\n+79991234567\nRU, Москва"
    assert anna.person.subscriber.attributes == {"phone": "+79991234567", "address": "RU, Москва"}


def test_goods_know_the_address_also_when_staff_take_the_money() -> None:
    anna, one = asked()
    assert "It goes to" not in " ".join(anna.do(money(one.order, 120_000)))
    assert "It goes to RU, Москва." in anna.do(PaymentAccepted(order=one.order))


def test_what_the_courier_costs_makes_no_other_price_of_the_one_with_the_code() -> None:
    anna = world(SCRIPT.replace("pay: [provider]", "pay: [link, provider]\n    promo: {SPRING: {off: 10%}}"))
    anna.start()
    anna.press("Pay ₽1,000 online")
    anna.say("SPRING")
    anna.press("Pay ₽900 by card")
    anna.do(money(anna.all_of(AskPayment)[-1].order, 120_000))
    (payment,) = anna.all_of(RecordPayment)
    assert (payment.kind, payment.promo) == ("whole", "SPRING")


def test_a_product_is_found_as_it_is_sold_now_or_was_last() -> None:
    older = script_of(SCRIPT)
    newer = script_of(SCRIPT.replace("title: Box", "title: New box"))
    other = script_of(SCRIPT.replace("  box:", "  tea:").replace("offer: box", "offer: tea"))
    catalogue = Catalogue(live={"test": other}, older={("test", 1): older, ("test", 2): newer})
    assert catalogue.product("test", "tea") is other.products["tea"]
    assert catalogue.product("test", "box") is newer.products["box"]
    assert catalogue.product("test", "book") is None
    assert catalogue.product("gone", "box") is None
