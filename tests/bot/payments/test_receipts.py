"""Receipts by the law (54-FZ): what YooKassa is told of them, and what happens where there is nobody to send one to."""

from collections.abc import AsyncIterator

import pytest

from bot.payments.yookassa_receipt import receipt_of
from bot.preview.telegram import Person
from funnels.definition.money import Money
from funnels.engine.effects.receipt import ReceiptData
from tests.bot.world import World, until

from .cashiers import AtYooKassa

SHOP = """
funnel: shop
language: en
start: {default: true}
products:
  course:
    title: The course
    price: 100 RUB
    pay: [yookassa, manual]
    receipt: {vat: 5%, subject: intellectual_activity, taxes: usn_income}
    promo: {SPRING: {off: 20%}}
    deliver: {text: Here is the course.}
stages:
  - stage: sale
    steps:
      - offer: course
        text: Buy the course.
      - message: Farewell.
"""
ONLINE = "Pay ₽100 online"
WHERE = "Where should the receipt go? Write your e-mail or phone number, and you can pay right after that."


@pytest.fixture
async def cashier(bot: World) -> AsyncIterator[AtYooKassa]:
    """A shop with receipts on."""
    cashier = AtYooKassa(bot)
    cashier.till.receipts = True
    await cashier.opens()
    yield cashier
    await bot.stops()
    await cashier.closes()


async def opened(bot: World, cashier: AtYooKassa, script: str = SHOP) -> Person:
    """Somebody who has seen the offer."""
    await bot.starts(script, **cashier.settings())
    cashier.reports_to(bot)
    return await bot.meets(language_code="en")


async def paid(bot: World, cashier: AtYooKassa, contact: str = "anna@example.com") -> Person:
    anna = await opened(bot, cashier)
    await bot.presses(anna, ONLINE)
    await bot.says(anna, contact)
    await cashier.pays(bot, anna)
    await bot.rests()
    return anna


async def test_whoever_left_no_address_is_asked_for_it_and_then_pays(bot: World, cashier: AtYooKassa) -> None:
    anna = await opened(bot, cashier)
    assert await bot.presses(anna, ONLINE) == [WHERE]
    assert bot.rows("SELECT name FROM orders") == []
    thanks, page = await bot.says(anna, "Anna@Example.com")
    assert thanks == "Thank you! The receipt will go to Anna@example.com."
    assert page.startswith("“The course”, ₽100")
    (payment,) = cashier.till.payments.values()
    assert payment["receipt"] == {
        "customer": {"email": "Anna@example.com"},
        "items": [
            {
                "description": "The course",
                "quantity": "1.00",
                "amount": {"value": "100.00", "currency": "RUB"},
                "vat_code": 7,
                "payment_subject": "intellectual_activity",
                "payment_mode": "full_payment",
                "measure": "piece",
            }
        ],
        "tax_system_code": 2,
    }
    await bot.passes(minutes=2)
    (again,) = await bot.presses(anna, ONLINE)
    assert again == page


async def test_it_goes_to_a_phone_number_too_and_is_of_the_price_that_is_paid(bot: World, cashier: AtYooKassa) -> None:
    anna = await opened(bot, cashier)
    await bot.says(anna, "spring")
    await bot.presses(anna, "Pay ₽80 online")
    await bot.says(anna, "8 912 345-67-89")
    (payment,) = cashier.till.payments.values()
    assert payment["receipt"]["customer"] == {"phone": "79123456789"}
    assert payment["receipt"]["items"][0]["amount"] == payment["amount"] == {"value": "80.00", "currency": "RUB"}


async def test_a_promo_code_after_the_page_was_opened_makes_another_page(bot: World, cashier: AtYooKassa) -> None:
    anna = await opened(bot, cashier)
    await bot.presses(anna, ONLINE)
    await bot.says(anna, "anna@example.com")
    await bot.says(anna, "spring")
    await bot.presses(anna, "Pay ₽80 online")
    assert [payment["amount"]["value"] for payment in cashier.till.payments.values()] == ["100.00", "80.00"]


async def test_money_that_goes_back_in_part_has_a_receipt_of_the_part(bot: World, cashier: AtYooKassa) -> None:
    await paid(bot, cashier)
    ((order,),) = bot.rows("SELECT name FROM orders")
    await bot.says(bot.owner, f"/refund {order} 30")
    await bot.says(bot.owner, f"/refund {order} 70")
    await until(lambda: len(cashier.till.refunds) == 2)
    part, rest = cashier.till.refunds.values()
    assert part["receipt"]["items"][0]["amount"] == {"value": "30.00", "currency": "RUB"}
    assert part["receipt"]["customer"] == {"email": "anna@example.com"}
    assert rest["receipt"]["items"][0]["amount"] == {"value": "70.00", "currency": "RUB"}


async def test_of_all_of_it_yookassa_makes_the_receipt_itself(bot: World, cashier: AtYooKassa) -> None:
    await paid(bot, cashier)
    ((order,),) = bot.rows("SELECT name FROM orders")
    await bot.says(bot.owner, f"/refund {order}")
    await until(lambda: len(cashier.till.refunds) == 1)
    (refund,) = cashier.till.refunds.values()
    assert (refund["amount"]["value"], refund["receipt"]) == ("100.00", None)


async def test_a_shop_with_receipts_and_a_product_without_is_told_to_the_owners(
    bot: World, cashier: AtYooKassa
) -> None:
    anna = await opened(bot, cashier, "".join(line for line in SHOP.splitlines(True) if "receipt:" not in line))
    (said,) = await bot.presses(anna, ONLINE)
    assert said.startswith("The payment page cannot be opened just now.")
    told = bot.owner.reads_all()[-1].text
    assert "Receipt is missing or illegal; add receipt: to the product (docs/payments.md)" in told


@pytest.mark.parametrize(
    ("vat", "taxes", "codes"),
    [
        ("none", "osn", (1, 1)),
        ("20%", "usn_income_outcome", (4, 3)),
        ("10/110", "esn", (5, 5)),
        ("22/122", "patent", (12, 6)),
    ],
)
def test_the_tax_office_knows_rates_and_systems_by_their_codes(vat: str, taxes: str, codes: tuple[int, int]) -> None:
    data = ReceiptData(vat=vat, taxes=taxes, subject="service", mode="full_payment", email="anna@example.com")
    receipt = receipt_of(data, "The course", Money(amount=10_000, currency="RUB"))
    assert (receipt["items"][0]["vat_code"], receipt["tax_system_code"]) == codes


async def test_a_transfer_needs_no_address(bot: World, cashier: AtYooKassa) -> None:
    anna = await opened(bot, cashier)
    (said,) = await bot.presses(anna, "Pay ₽100 by transfer")
    assert said.startswith("To pay: ₽100.")
