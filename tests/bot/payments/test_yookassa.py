"""YooKassa: only what its API says is believed, whatever is told, in whatever order."""

import asyncio
from collections.abc import AsyncIterator
from typing import Literal

import pytest

from bot.payments.yookassa_money import from_yookassa, to_yookassa
from bot.preview.telegram import Person
from funnels.definition.money import Money, parse_money
from tests.bot.shop import GOODS, delivered
from tests.bot.world import OWNER, World

from .cashiers import AtYooKassa, page_of, post

SHOP = """
funnel: shop
language: en
start: {default: true}
products:
  course:
    title: The course
    price: 100 RUB
    pay: [yookassa, manual]
    deliver: {text: Here is the course.}
stages:
  - stage: sale
    steps:
      - offer: course
        text: Buy the course.
"""
ONLINE = "Pay ₽100 online"
SORRY = "The payment page cannot be opened just now."


@pytest.fixture
async def cashier(bot: World) -> AsyncIterator[AtYooKassa]:
    cashier = AtYooKassa(bot)
    await cashier.opens()
    await bot.starts(SHOP, **cashier.settings())
    cashier.reports_to(bot)
    yield cashier
    await bot.stops()
    await cashier.closes()


async def asked(bot: World) -> Person:
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, ONLINE)
    return anna


def begun(cashier: AtYooKassa) -> str:
    """The id of the newest payment."""
    return list(cashier.till.payments)[-1]


def kinds(bot: World) -> list[tuple[str]]:
    return bot.rows("SELECT kind FROM payments")


async def test_the_payment_says_what_it_is_for(bot: World, cashier: AtYooKassa) -> None:
    await asked(bot)
    (payment,) = cashier.till.payments.values()
    ((order,),) = bot.rows("SELECT name FROM orders")
    assert payment["amount"] == {"value": "100.00", "currency": "RUB"}
    assert payment["metadata"] == {"order": order}
    assert payment["description"] == "The course"
    assert payment["confirmation"]["return_url"] == "https://bot.example/pay/done?language=en"


async def test_asked_again_it_is_the_same_page_until_that_goes_stale(bot: World, cashier: AtYooKassa) -> None:
    anna = await asked(bot)
    first = page_of(anna)
    await bot.passes(minutes=2)
    await bot.presses(anna, ONLINE)
    assert page_of(anna) == first
    await cashier.till.cancel(begun(cashier))
    await bot.passes(minutes=2)
    await bot.presses(anna, ONLINE)
    assert page_of(anna) != first
    assert len(cashier.till.payments) == 2


async def test_after_a_refund_there_is_another_page_to_pay_on(bot: World, cashier: AtYooKassa) -> None:
    anna = await asked(bot)
    await cashier.till.pay(begun(cashier))
    await bot.rests()
    await cashier.till.give_back(begun(cashier), "100.00")
    await bot.rests()
    await bot.passes(minutes=2)
    await bot.presses(anna, ONLINE)
    _, second = cashier.till.payments
    await cashier.till.pay(second)
    await bot.rests()
    assert delivered(anna) == 2
    assert bot.rows("SELECT status FROM orders") == [("delivered",)]


async def test_a_notification_is_no_proof(bot: World, cashier: AtYooKassa) -> None:
    anna = await asked(bot)
    body = b'{"type": "notification", "event": "payment.succeeded", "object": {"id": "%s", "status": "succeeded"}}'
    assert await post(bot, "/pay/yookassa", body % begun(cashier).encode()) == 200
    await bot.rests()
    assert kinds(bot) == []
    assert delivered(anna) == 0


async def test_another_sum_than_was_asked_is_put_before_the_owners(bot: World, cashier: AtYooKassa) -> None:
    anna = await asked(bot)
    cashier.till.payments[begun(cashier)]["amount"]["value"] = "99.99"
    await cashier.till.pay(begun(cashier))
    await bot.owner.sees("Not what was asked has arrived")
    assert kinds(bot) == [("short",)]
    assert delivered(anna) == 0


async def test_a_payment_another_system_of_the_shop_began_is_none_of_ours(bot: World, cashier: AtYooKassa) -> None:
    await asked(bot)
    cashier.till.payments[begun(cashier)]["metadata"] = {"site_order": "5"}
    await cashier.till.pay(begun(cashier))
    await cashier.till.give_back(begun(cashier), "100.00")
    assert [await cashier.till.telling.send(told) for told in cashier.till.telling.sent] == [200, 200]
    assert kinds(bot) == []
    assert bot.rows("SELECT name FROM refunds") == []


async def test_an_order_nobody_has_is_put_before_the_owners(bot: World, cashier: AtYooKassa) -> None:
    await asked(bot)
    named = "7:old:1:1:0".ljust(300, "0")
    cashier.till.payments[begun(cashier)]["metadata"] = {"order": named}
    await cashier.till.pay(begun(cashier))
    await bot.owner.sees("A payment without an order: ₽100")
    assert bot.rows("SELECT kind, payload FROM payments") == [("stray", named[:200])]


@pytest.mark.parametrize(("price", "value"), [("49.90 RUB", "49.90"), ("500 JPY", "500"), ("5.125 KWD", "5.125")])
def test_amounts_have_the_places_of_their_currency(price: str, value: str) -> None:
    money = parse_money(price)
    told = {"value": value, "currency": money.currency}
    assert to_yookassa(money) == told
    assert from_yookassa({"amount": told}) == money


async def test_a_payment_nobody_told_of_is_found_when_it_is_asked_for_again(bot: World, cashier: AtYooKassa) -> None:
    anna = await asked(bot)
    cashier.till.telling.quiet = True
    await cashier.till.pay(begun(cashier))
    await bot.passes(minutes=2)
    await bot.presses(anna, ONLINE)
    await bot.rests()
    assert delivered(anna) == 1
    assert kinds(bot) == [("whole",)]


async def test_a_refund_in_the_cabinet_told_before_its_payment_counts(bot: World, cashier: AtYooKassa) -> None:
    anna = await asked(bot)
    telling = cashier.till.telling
    telling.quiet = True
    await cashier.till.pay(begun(cashier))
    await cashier.till.give_back(begun(cashier), "40.00")
    for told in (telling.sent[1], telling.sent[0], telling.sent[1]):
        assert await telling.send(told) == 200
        await bot.rests()
        assert (kinds(bot), bot.rows("SELECT amount FROM refunds")) == ([("whole",)], [(4_000,)])
    assert delivered(anna) == 1
    assert sum("on its way back: ₽40" in message.text for message in anna.chat) == 1
    assert bot.rows("SELECT amount, status FROM refunds") == [(4_000, "done")]
    assert bot.rows("SELECT status FROM orders") == [("delivered",)]
    await cashier.till.give_back(begun(cashier), "60.00")
    assert await telling.send(telling.sent[2]) == 200
    await bot.rests()
    assert bot.rows("SELECT status FROM orders") == [("refunded",)]


async def test_a_refund_that_is_not_made_yet_counts_for_nothing_whatever_is_told(
    bot: World, cashier: AtYooKassa
) -> None:
    anna = await asked(bot)
    await cashier.pays(bot, anna)
    cashier.till.slow_refunds = True
    refund = (await cashier.till.give_back(begun(cashier), "100.00"))["id"]
    told = b'{"type": "notification", "event": "refund.succeeded", "object": {"id": "%s"}}' % refund.encode()
    assert await post(bot, "/pay/yookassa", told) == 200
    await bot.rests()
    assert bot.rows("SELECT name FROM refunds") == []
    await cashier.till.refund_settles(refund, "succeeded")
    await anna.sees("on its way back")


@pytest.mark.parametrize("fault", ["before", "after"])
async def test_a_refund_that_was_not_answered_is_made_once(bot: World, cashier: AtYooKassa, fault: str) -> None:
    anna = await asked(bot)
    await cashier.till.pay(begun(cashier))
    await anna.sees(GOODS)
    await bot.rests()
    ((order, charge),) = bot.rows("SELECT order_name, charge FROM payments")
    cashier.till.faults.append(fault)  # type: ignore[arg-type]  # one of the faults
    money = Money(amount=10_000, currency="RUB")
    assert await bot.app.context.refunds.ask(order, charge, money, reason="", staff=OWNER)
    await bot.app.context.tasks.end(60)
    await bot.passes(minutes=1)
    await bot.app.context.refunds.make_due()
    await anna.sees("on its way back")
    await bot.rests()
    assert len(cashier.till.refunds) == 1
    assert bot.rows("SELECT status FROM refunds") == [("done",)]
    assert sum("on its way back" in message.text for message in anna.chat) == 1


@pytest.mark.parametrize("fault", ["before", "after"])
async def test_a_service_that_does_not_work_is_told_and_tried_again_at_once(
    bot: World, cashier: AtYooKassa, fault: str
) -> None:
    cashier.till.faults.append(fault)  # type: ignore[arg-type]  # one of the faults
    anna = await asked(bot)
    assert SORRY in anna.chat[-1].text
    await bot.owner.sees("YooKassa answered 500")
    await bot.presses(anna, ONLINE)
    assert cashier.till.url in page_of(anna)
    assert len(cashier.till.payments) == 1


async def test_owners_are_told_once_of_a_service_that_is_down_for_everybody(bot: World, cashier: AtYooKassa) -> None:
    cashier.till.faults.extend(["before", "before"])
    for _ in range(2):
        anna = await asked(bot)
        assert SORRY in anna.chat[-1].text
    assert sum("could not be begun" in message.text for message in bot.owner.chat) == 1


async def test_a_service_that_never_answers_is_given_up_on(bot: World) -> None:
    async def says_nothing(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await bot.owner.sees("did not answer within 8 s", within=15)
        writer.close()

    async with await asyncio.start_server(says_nothing, "127.0.0.1", 0) as silent:
        url = f"http://127.0.0.1:{silent.sockets[0].getsockname()[1]}"
        await bot.starts(SHOP, **{**AtYooKassa(bot).settings(), "yookassa_api_url": url})
        anna = bot.telegram.person(language_code="en")
        await anna.starts()
        await anna.sees("Buy the course.")
        await anna.presses(ONLINE)
        await anna.sees(SORRY, within=12)
        await bot.rests()
        await bot.stops()


async def test_a_key_that_is_wrong_is_told_and_the_log_has_no_secret(
    bot: World, cashier: AtYooKassa, capsys: pytest.CaptureFixture[str]
) -> None:
    cashier.till.secret = "another"
    anna = await asked(bot)
    assert SORRY in anna.chat[-1].text
    await bot.owner.sees("shopId or secret key is wrong")
    assert "test_secret" not in capsys.readouterr().err


async def test_what_cannot_be_checked_now_is_to_be_told_again(bot: World, cashier: AtYooKassa) -> None:
    anna = await asked(bot)
    telling = cashier.till.telling
    telling.quiet = True
    await cashier.till.pay(begun(cashier))
    cashier.till.faults.append("before")
    assert await telling.send(telling.sent[0]) == 503
    assert kinds(bot) == []
    assert await telling.send(telling.sent[0]) == 200
    await anna.sees(GOODS)


@pytest.mark.parametrize("status", ["succeeded", "canceled"])
async def test_a_refund_yookassa_takes_its_time_for_is_done_when_it_is(
    bot: World, cashier: AtYooKassa, status: Literal["succeeded", "canceled"]
) -> None:
    anna = await asked(bot)
    await cashier.pays(bot, anna)
    await bot.rests()
    cashier.till.slow_refunds = True
    ((order, charge, amount, currency),) = bot.rows("SELECT order_name, charge, amount, currency FROM payments")
    refunds = bot.app.context.refunds
    assert await refunds.ask(order, charge, Money(amount=amount, currency=currency), reason="", staff=OWNER)
    await refunds.make_due()
    assert bot.rows("SELECT status FROM refunds") == [("asked",)]
    assert not any("on its way back" in message.text for message in anna.chat)
    (made,) = cashier.till.refunds
    await cashier.till.refund_settles(made, status)
    await bot.passes(minutes=1)
    await refunds.make_due()
    await bot.rests()
    assert len(cashier.till.refunds) == 1
    assert bot.rows("SELECT status FROM refunds") == [("done" if status == "succeeded" else "failed",)]
    if status == "canceled":
        await bot.owner.sees("A refund failed: ")


async def paid(bot: World, cashier: AtYooKassa) -> tuple[Person, str, str]:
    """Somebody who has paid a hundred roubles; the order and its payment."""
    anna = await asked(bot)
    await cashier.pays(bot, anna)
    await anna.sees(GOODS)
    await bot.rests()
    ((order, charge),) = bot.rows("SELECT order_name, charge FROM payments")
    return anna, order, charge


async def gives_back(bot: World, order: str, charge: str, amount: int) -> None:
    money = Money(amount=amount, currency="RUB")
    assert await bot.app.context.refunds.ask(order, charge, money, reason="late", staff=OWNER)
    await bot.app.context.refunds.make_due()


@pytest.mark.parametrize("status", ["succeeded", "canceled"])
async def test_a_refund_that_takes_days_is_told_once_and_is_one_until_it_is_over(
    bot: World, cashier: AtYooKassa, status: Literal["succeeded", "canceled"]
) -> None:
    anna, order, charge = await paid(bot, cashier)
    cashier.till.slow_refunds = True
    await gives_back(bot, order, charge, 10_000)
    for _ in range(20):
        await bot.passes(hours=6)
        await bot.app.context.refunds.make_due()
    await bot.rests()
    assert bot.rows("SELECT status FROM refunds") == [("asked",)]
    told = [message.text for message in bot.owner.chat if "A refund" in message.text]
    assert len(told) == 1
    assert "takes more than a day: ₽100" in told[0]
    (made,) = cashier.till.refunds
    await cashier.till.refund_settles(made, status)
    await bot.passes(hours=6)
    await bot.app.context.refunds.make_due()
    await bot.rests()
    assert bot.rows("SELECT status FROM refunds") == [("done" if status == "succeeded" else "failed",)]
    assert any("on its way back" in message.text for message in anna.chat) == (status == "succeeded")
    assert any("A refund failed" in message.text for message in bot.owner.chat) == (status == "canceled")


async def test_one_that_is_taken_is_looked_at_also_when_yookassa_was_away(bot: World, cashier: AtYooKassa) -> None:
    _, order, charge = await paid(bot, cashier)
    cashier.till.slow_refunds = True
    await gives_back(bot, order, charge, 10_000)
    cashier.till.faults.extend(["before"] * 3)
    for _ in range(3):
        await bot.passes(hours=12)
        await bot.app.context.refunds.make_due()
    assert len(cashier.till.refunds) == 1
    assert bot.rows("SELECT status, reference FROM refunds") == [("asked", next(iter(cashier.till.refunds)))]


async def test_one_of_the_cabinet_is_not_taken_for_one_of_the_same_amount_that_is_on_its_way(
    bot: World, cashier: AtYooKassa
) -> None:
    anna, order, charge = await paid(bot, cashier)
    cashier.till.slow_refunds = True
    await gives_back(bot, order, charge, 5_000)
    cashier.till.slow_refunds = False
    await cashier.till.give_back(charge, "50.00")
    await anna.sees("on its way back: ₽50")
    await bot.rests()
    assert bot.rows("SELECT status FROM refunds ORDER BY asked_at") == [("asked",), ("done",)]
    assert bot.rows("SELECT status FROM orders") == [("delivered",)]
    await cashier.till.refund_settles(next(iter(cashier.till.refunds)), "succeeded")
    await bot.rests()
    assert bot.rows("SELECT status, staff FROM refunds ORDER BY asked_at") == [("done", OWNER), ("done", 0)]
    assert bot.rows("SELECT status FROM orders") == [("refunded",)]
