"""Paying with Stars: who may pay what and when, and that a payment and its delivery happen once."""

import asyncio

from bot.preview.telegram.messages import Invoice
from bot.preview.telegram.purse import pay as pays_an_invoice
from bot.tasks import spawn

from .shop import BY_HAND, GOODS, SHOP, delivered, invoice_of, invoiced, sold
from .world import World, pay, until


async def test_a_payment_delivers_and_moves_on(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    await anna.sees("See you.")
    await bot.rests()
    assert sold(bot) == [("delivered", "stars", 1)]
    await bot.owner.sees("Payment: The course")


async def test_an_answer_to_pre_checkout_that_hangs_is_given_again_and_keeps_nobody_waiting(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    bot.telegram.faults.order(method="answerPreCheckoutQuery", delay=60)
    payment = spawn(anna.pays(timeout=8), name="pay")
    await until(lambda: not len(bot.telegram.faults))
    boris = bot.telegram.person()
    await boris.starts()
    await boris.sees("Buy the course.", within=2.5)
    assert (await payment).ok


async def test_pre_checkout_outlives_a_short_trouble_of_the_database(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    await bot.changes("ALTER TABLE orders RENAME TO gone")
    payment = spawn(anna.pays(timeout=5), name="pay")
    await until(lambda: len(bot.telegram.updates) == 0)
    await asyncio.sleep(0.2)
    await bot.changes("ALTER TABLE gone RENAME TO orders")
    assert (await payment).ok


async def test_an_unknown_order_is_refused(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await bot.meets(language_code="en")
    invoice = Invoice(title="x", description="x", payload="1:2:3", currency="XTR", total_amount=1)
    outcome = await pays_an_invoice(bot.telegram, anna.room, invoice, message=None, within=2)
    assert "There is no such order" in outcome.error_message


async def test_another_price_is_refused(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    was = invoice_of(anna)
    cheaper = Invoice(title="x", description="x", payload=was.payload, currency="XTR", total_amount=1)
    outcome = await pays_an_invoice(bot.telegram, anna.room, cheaper, message=None, within=2)
    assert "The price has changed" in outcome.error_message


async def test_an_offer_that_is_over_is_refused(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    await bot.passes(days=2, seconds=1)
    await anna.sees("The offer is over.")
    outcome = await anna.pays(timeout=2)
    assert outcome.error_message == "This offer is closed already."


async def test_what_is_paid_already_is_refused(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    outcome = await anna.pays(timeout=2)
    assert outcome.error_message == "You have this already, no need to pay."


async def test_refusals_speak_the_language_of_the_person(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await bot.meets(language_code="ru")
    invoice = Invoice(title="x", description="x", payload="?", currency="XTR", total_amount=1)
    outcome = await pays_an_invoice(bot.telegram, anna.room, invoice, message=None, within=2)
    assert "Такого заказа нет" in outcome.error_message


async def test_an_invoice_can_be_paid_after_the_other_way_was_looked_at(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    await bot.presses(anna, BY_HAND)
    assert (await anna.pays(timeout=2)).ok
    await anna.sees(GOODS)
    await bot.rests()
    assert [status for status, _, _ in sold(bot)] == ["delivered"]


async def test_two_payments_at_once_deliver_once(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    async with bot.app.context.database.write():  # neither payment is kept before both are allowed
        outcomes = await asyncio.gather(anna.pays(), anna.pays())
    await bot.rests()
    assert [outcome.error_message for outcome in outcomes] == ["", ""]
    assert sold(bot) == [("delivered", "stars", 2)]
    assert delivered(anna) == 1
    await bot.owner.sees("Paid a second time")


async def test_a_payment_told_twice_at_once_counts_once(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)

    async def is_told_of_twice() -> None:
        charge = bot.telegram.payments.charge(anna.room.user, invoice_of(anna))
        for _ in range(2):
            bot.telegram.post_from_person(anna.room, {"successful_payment": charge.body}, "service")

    await bot.hears_together(is_told_of_twice())
    await anna.sees(GOODS)
    await bot.rests()
    assert sold(bot) == [("delivered", "stars", 1)]
    assert delivered(anna) == 1
    for person in (anna, bot.owner):
        assert not any("paid for already" in said.text or "second time" in said.text for said in person.chat)


async def test_money_without_an_order_is_kept_and_told_with_its_payer(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    boris = await bot.meets()
    charge = bot.telegram.payments.charge(boris.room.user, invoice_of(anna))
    bot.telegram.post_from_person(boris.room, {"successful_payment": charge.body}, "service")
    notice = await bot.owner.sees("A payment without an order")
    assert [entity["user"]["id"] for entity in notice.entities if "user" in entity] == [boris.id]
    await bot.rests()
    assert bot.rows("SELECT charge, order_name, payer, amount, kind FROM payments") == [
        (charge.id, None, boris.id, 50, "stray")
    ]
    assert delivered(anna) == delivered(boris) == 0


async def test_money_for_a_journey_that_is_broken_is_kept_and_told(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    await bot.changes("UPDATE journeys SET state = json_set(state, '$.step', 'nowhere')")
    assert (await anna.pays()).ok
    await bot.owner.sees("A payment without an order")
    await bot.rests()
    assert bot.rows("SELECT payer, amount, kind FROM payments") == [(anna.id, 50, "stray")]


async def test_a_second_press_within_a_minute_gives_no_secondinvoice_of(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    await anna.presses(pay(50))
    await anna.sees_toast("All you need to pay")
    await bot.passes(minutes=2)
    await bot.presses(anna, pay(50))
    assert len(bot.calls("sendInvoice")) == 2
    assert len(sold(bot)) == 1
