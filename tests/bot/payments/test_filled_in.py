"""What Telegram tells of a payment form, in the engine's words; what is not ours or not whole is left out."""

import pytest
from aiogram.types import OrderInfo as Told
from aiogram.types import ShippingAddress, SuccessfulPayment

from bot.payments.provider import LONGEST, paid
from bot.payments.shipped import Shipped
from funnels.definition.money import Money
from funnels.engine.inputs import Paid
from funnels.engine.order_info import OrderInfo

COURIER = Shipped("courier", Money(amount=30_000, currency="RUB"))


def told(**more: object) -> Paid:
    return paid(
        SuccessfulPayment(
            currency="RUB",
            total_amount=130_000,
            invoice_payload="7:shop:1:1:0",
            telegram_payment_charge_id="t-1",
            provider_payment_charge_id="p-1",
            **more,
        )
    )


def test_a_bare_payment_has_its_two_names_and_its_whole_price() -> None:
    bare = told()
    assert (bare.order, bare.method, bare.charge) == ("7:shop:1:1:0", "provider", "t-1")
    assert bare.money == bare.price == Money(amount=130_000, currency="RUB")
    assert bare.info == OrderInfo(reference="p-1")
    assert bare.info.shown("en") == ""
    assert not bare.info.attributes()


def test_what_was_chosen_and_filled_in_is_told() -> None:
    address = ShippingAddress(
        country_code="RU", state="Москва", city="Москва", street_line1=" Тверская  1", street_line2="", post_code=""
    )
    filled = Told(name="Anna\nIvanova", phone_number="7 999 123-45-67", email="a@b.example", shipping_address=address)
    one = told(shipping_option_id=str(COURIER), order_info=filled)
    assert one.price == Money(amount=100_000, currency="RUB")
    assert one.info == OrderInfo(
        name="Anna Ivanova",
        phone="+79991234567",
        email="a@b.example",
        address="RU, Москва, Тверская 1",
        shipping="courier",
        shipping_price=COURIER.price,
        reference="p-1",
    )
    assert set(one.info.attributes()) == {"name", "phone", "email", "address"}


def test_what_is_too_long_is_cut() -> None:
    assert len(told(order_info=Told(name="x" * 1000)).info.name) == LONGEST


@pytest.mark.parametrize(
    "text", [None, "", "courier", "courier:", "courier:300", "courier:-1:RUB", ":300:RUB", "a:b:RUB"]
)
def test_an_option_that_is_not_ours_is_none(text: str | None) -> None:
    assert Shipped.parse(text) is None
    assert told(shipping_option_id=text).price == Money(amount=130_000, currency="RUB")


def test_an_option_comes_back_as_it_went() -> None:
    assert Shipped.parse(str(COURIER)) == COURIER
