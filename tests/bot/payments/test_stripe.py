"""Stripe Checkout: signed events, pages that go stale, refunds and disputes of the dashboard."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.payments.method import RefusedError
from bot.payments.stripe_money import from_stripe, to_stripe
from bot.preview.telegram import Person
from funnels.definition.money import Money, parse_money
from tests.bot.shop import GOODS, delivered
from tests.bot.world import OWNER, World

from .cashiers import AtStripe, page_of

SHOP = """
funnel: shop
language: en
start: {default: true}
products:
  course:
    title: The course
    price: 100 EUR
    pay: [stripe]
    deliver: {text: Here is the course.}
stages:
  - stage: sale
    steps:
      - offer: course
        text: Buy the course.
        deadline: 20 hours
"""
ONLINE = "Pay €100 online"


@pytest.fixture
async def cashier(bot: World) -> AsyncIterator[AtStripe]:
    cashier = AtStripe(bot)
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


async def again(bot: World, person: Person, **span: float) -> str:
    """The page the person is shown when they ask to pay after this time."""
    await bot.passes(**span)
    await bot.presses(person, ONLINE)
    return page_of(person)


def begun(cashier: AtStripe) -> str:
    """The id of the newest session."""
    return list(cashier.till.sessions)[-1]


def intent(cashier: AtStripe) -> str:
    """The only payment."""
    (name,) = cashier.till.intents
    return name


def kinds(bot: World) -> list[tuple[str]]:
    return bot.rows("SELECT kind FROM payments")


async def test_the_page_says_what_it_is_for_and_closes_with_the_offer(bot: World, cashier: AtStripe) -> None:
    await asked(bot)
    (session,) = cashier.till.sessions.values()
    ((order,),) = bot.rows("SELECT name FROM orders")
    assert (session["client_reference_id"], session["of_intent"]) == (order, {"order": order})
    assert (session["amount_total"], session["currency"], session["name"]) == (10_000, "eur", "The course")
    closes = bot.clock.now() + timedelta(hours=20)
    assert abs(session["expires_at"] - closes.timestamp()) < 60


async def test_asked_again_it_is_the_same_page_until_that_goes_stale(bot: World, cashier: AtStripe) -> None:
    anna = await asked(bot)
    first = page_of(anna)
    assert await again(bot, anna, minutes=2) == first
    cashier.till.expire(begun(cashier))
    assert await again(bot, anna, minutes=2) != first
    assert len(cashier.till.sessions) == 2


async def test_an_offer_about_to_close_can_still_be_paid_on_a_page(bot: World, cashier: AtStripe) -> None:
    anna = await asked(bot)
    page = await again(bot, anna, hours=19, minutes=45)
    assert await again(bot, anna, minutes=5) == page
    assert len(cashier.till.sessions) == 2


@pytest.mark.parametrize("fault", ["before", "after"])
async def test_a_failure_stripe_repeats_for_a_day_keeps_nobody_from_paying(
    bot: World, cashier: AtStripe, fault: str
) -> None:
    cashier.till.faults.append(fault)  # type: ignore[arg-type]  # one of the faults
    anna = await asked(bot)
    await cashier.pays(bot, anna)
    await bot.rests()
    assert delivered(anna) == 1


async def test_a_service_that_is_down_is_told(bot: World, cashier: AtStripe) -> None:
    cashier.till.faults.extend(["before"] * 5)
    anna = await asked(bot)
    assert "cannot be opened just now" in anna.chat[-1].text
    await bot.owner.sees("Stripe does not work")


async def test_money_that_takes_its_time_delivers_when_it_is_there(bot: World, cashier: AtStripe) -> None:
    anna = await asked(bot)
    await cashier.till.pay(begun(cashier), later=True)
    await bot.rests()
    assert (delivered(anna), kinds(bot)) == (0, [])
    await cashier.till.money_comes(begun(cashier))
    await anna.sees(GOODS)
    assert kinds(bot) == [("whole",)]


async def test_a_session_of_another_system_of_the_account_is_none_of_ours(bot: World, cashier: AtStripe) -> None:
    await asked(bot)
    cashier.till.sessions[begun(cashier)]["client_reference_id"] = None
    await cashier.till.pay(begun(cashier))
    assert kinds(bot) == []


async def test_another_currency_than_was_asked_is_put_before_the_owners(bot: World, cashier: AtStripe) -> None:
    await asked(bot)
    cashier.till.sessions[begun(cashier)]["currency"] = "usd"
    await cashier.till.pay(begun(cashier))
    await bot.owner.sees("Not what was asked has arrived: The course, $100")
    assert kinds(bot) == [("short",)]


async def test_a_payment_nobody_told_of_is_found_when_it_is_asked_for_again(bot: World, cashier: AtStripe) -> None:
    anna = await asked(bot)
    cashier.till.telling.quiet = True
    await cashier.till.pay(begun(cashier))
    await again(bot, anna, minutes=2)
    await bot.rests()
    assert (delivered(anna), kinds(bot)) == (1, [("whole",)])


async def test_after_a_refund_there_is_another_page_to_pay_on(bot: World, cashier: AtStripe) -> None:
    anna = await asked(bot)
    await cashier.pays(bot, anna)
    await cashier.till.give_back(intent(cashier), 10_000)
    await anna.sees("on its way back")
    await bot.rests()
    await again(bot, anna, minutes=2)
    assert len(cashier.till.sessions) == 2


async def test_money_that_is_not_there_yet_is_none_whatever_else_is_told_of_it(bot: World, cashier: AtStripe) -> None:
    await asked(bot)
    await cashier.till.pay(begun(cashier), later=True)
    await cashier.till.tell("charge.refunded", {"payment_intent": intent(cashier)})
    await bot.rests()
    assert kinds(bot) == []


async def test_a_refund_of_the_dashboard_told_before_its_payment_counts_once(bot: World, cashier: AtStripe) -> None:
    anna = await asked(bot)
    telling = cashier.till.telling
    telling.quiet = True
    await cashier.till.pay(begun(cashier))
    await cashier.till.give_back(intent(cashier), 4_000)
    for told in (telling.sent[2], telling.sent[1], telling.sent[0], telling.sent[1]):
        assert await telling.send(told) == 200
    await bot.rests()
    assert delivered(anna) == 1
    assert bot.rows("SELECT amount FROM refunds") == [(4_000,)]
    telling.quiet = False
    await cashier.till.give_back(intent(cashier), 6_000)
    await bot.rests()
    assert bot.rows("SELECT status FROM orders") == [("refunded",)]
    assert sum("on its way back" in message.text for message in anna.chat) == 2


async def test_a_refund_stripe_does_not_take_is_told_and_leaves_the_money(bot: World, cashier: AtStripe) -> None:
    anna = await asked(bot)
    await cashier.pays(bot, anna)
    await bot.rests()
    cashier.till.intents[intent(cashier)]["amount_received"] = 50
    ((order, charge),) = bot.rows("SELECT order_name, charge FROM payments")
    money = Money(amount=10_000, currency="EUR")
    refunds = bot.app.context.refunds
    assert await refunds.ask(order, charge, money, reason="", staff=OWNER)
    await refunds.make_due()
    ((status, why),) = bot.rows("SELECT status, why FROM refunds")
    assert status == "failed"
    assert "greater than unrefunded amount" in why


async def test_a_refund_stripe_cannot_make_leaves_the_order_as_it_is(bot: World, cashier: AtStripe) -> None:
    anna = await asked(bot)
    await cashier.pays(bot, anna)
    await anna.sees(GOODS)
    await bot.rests()
    ((order, charge),) = bot.rows("SELECT order_name, charge FROM payments")
    cashier.till.refunds_are = "failed"
    await give_back(bot, order, charge)
    await bot.owner.sees("A refund failed: €100. You still have the money")
    await bot.rests()
    assert bot.rows("SELECT status FROM refunds") == [("failed",)]
    assert bot.rows("SELECT status FROM orders") == [("delivered",)]
    assert not any("on its way back" in message.text for message in anna.chat)


async def given_back(bot: World, cashier: AtStripe) -> tuple[Person, str, str]:
    """Somebody whose money is on its way back, which Stripe has not sent yet; the order and its payment."""
    cashier.till.refunds_are = "pending"
    anna = await asked(bot)
    await cashier.pays(bot, anna)
    await bot.rests()
    ((order, charge),) = bot.rows("SELECT order_name, charge FROM payments")
    await give_back(bot, order, charge)
    await anna.sees("on its way back")
    await bot.rests()
    return anna, order, charge


async def give_back(bot: World, order: str, charge: str) -> None:
    money = Money(amount=10_000, currency="EUR")
    assert await bot.app.context.refunds.ask(order, charge, money, reason="late", staff=OWNER)
    await bot.app.context.refunds.make_due()


async def test_a_refund_that_fails_days_later_is_told_once_and_can_be_asked_for_again(
    bot: World, cashier: AtStripe
) -> None:
    anna, order, charge = await given_back(bot, cashier)
    await bot.passes(days=3)
    await cashier.till.refund_fails(list(cashier.till.refunds)[-1])
    told = await bot.owner.sees("A refund failed: €100. You still have the money: expired_or_canceled_card")
    await bot.rests()
    assert order in told.text
    assert sum("A refund failed" in message.text for message in bot.owner.chat) == 1
    assert bot.rows("SELECT status, why FROM refunds") == [("failed", "expired_or_canceled_card")]
    cashier.till.refunds_are = "succeeded"
    await give_back(bot, order, charge)
    await bot.rests()
    assert bot.rows("SELECT status FROM refunds ORDER BY asked_at") == [("failed",), ("done",)]
    assert bot.rows("SELECT entry FROM ledger ORDER BY id")[-5:] == [
        ("refund_asked",),
        ("refunded",),
        ("refund_failed",),
        ("refund_asked",),
        ("money_back",),
    ]
    assert bot.rows("SELECT status FROM orders") == [("refunded",)]
    assert sum("on its way back" in message.text for message in anna.chat) == 2


async def test_a_refund_of_the_dashboard_that_fails_is_told_as_well(bot: World, cashier: AtStripe) -> None:
    anna = await asked(bot)
    await cashier.pays(bot, anna)
    await cashier.till.give_back(intent(cashier), 4_000)
    await anna.sees("on its way back")
    await cashier.till.refund_fails(list(cashier.till.refunds)[-1])
    await bot.owner.sees("A refund failed: €40")
    await bot.rests()
    assert bot.rows("SELECT status FROM refunds") == [("failed",)]


async def test_a_refund_that_failed_before_it_was_told_is_none(bot: World, cashier: AtStripe) -> None:
    anna = await asked(bot)
    await cashier.pays(bot, anna)
    cashier.till.telling.quiet = True
    await cashier.till.give_back(intent(cashier), 4_000)
    await cashier.till.refund_fails(list(cashier.till.refunds)[-1])
    for told in cashier.till.telling.sent:
        assert await cashier.till.telling.send(told) == 200
    await bot.rests()
    assert bot.rows("SELECT * FROM refunds") == []
    assert not any("on its way back" in message.text for message in anna.chat)


async def test_one_that_failed_while_the_bot_was_down_is_not_taken_for_done(bot: World, cashier: AtStripe) -> None:
    anna = await asked(bot)
    await cashier.pays(bot, anna)
    await bot.rests()
    ((order, charge),) = bot.rows("SELECT order_name, charge FROM payments")
    cashier.till.refunds_are, cashier.till.telling.quiet = "pending", True
    cashier.till.faults.append("after")
    await give_back(bot, order, charge)
    await cashier.till.refund_fails(list(cashier.till.refunds)[-1])
    assert await cashier.till.telling.send(cashier.till.telling.sent[-1]) == 503
    assert bot.rows("SELECT status FROM refunds") == [("asked",)]


async def test_a_dispute_is_put_before_the_owners_once(bot: World, cashier: AtStripe) -> None:
    await asked(bot)
    telling = cashier.till.telling
    telling.quiet = True
    await cashier.till.pay(begun(cashier))
    dispute: dict[str, Any] = {"id": "dp_1", "payment_intent": intent(cashier), "amount": 10_000, "currency": "eur"}
    await cashier.till.tell("charge.dispute.created", dispute)
    for _ in range(2):
        assert await telling.send(telling.sent[-1]) == 200
    await bot.owner.sees("A payment is disputed: The course, €100")
    await bot.rests()
    assert sum("is disputed" in message.text for message in bot.owner.chat) == 1
    assert bot.rows("SELECT note FROM ledger WHERE entry = 'disputed'") == [("dp_1",)]


async def test_a_dispute_of_a_stray_payment_is_put_before_the_owners_once(bot: World, cashier: AtStripe) -> None:
    await asked(bot)
    telling = cashier.till.telling
    telling.quiet = True
    session = cashier.till.sessions[begun(cashier)]
    session["client_reference_id"] = session["of_intent"]["order"] = "invoice 7"
    await cashier.till.pay(begun(cashier))
    dispute: dict[str, Any] = {"id": "dp_1", "payment_intent": intent(cashier), "amount": 10_000, "currency": "eur"}
    await cashier.till.tell("charge.dispute.created", dispute)
    for _ in range(2):
        assert await telling.send(telling.sent[-1]) == 200
    await bot.owner.sees("A payment without an order is disputed: €100")
    await bot.rests()
    told = [message.text for message in bot.owner.chat if "is disputed" in message.text]
    assert len(told) == 1
    assert told[0].endswith("invoice 7")
    assert kinds(bot) == [("stray",)]


async def test_events_that_mean_nothing_here_are_answered(bot: World, cashier: AtStripe) -> None:
    cashier.till.telling.quiet = True
    await cashier.till.tell("customer.created", {"id": "cus_1"})
    await cashier.till.tell("charge.refunded", {"payment_intent": None})
    for told in cashier.till.telling.sent:
        assert json.loads(told.body)["object"] == "event"
        assert await cashier.till.telling.send(told) == 200
    assert kinds(bot) == []


@pytest.mark.parametrize(
    ("price", "amount"),
    [
        ("49.90 EUR", 4_990),
        ("500 JPY", 500),
        ("500 KRW", 500),
        ("5 ISK", 500),
        ("5 UGX", 500),
        ("500 MGA", 500),
        ("500 HUF", 50_000),
        ("5.120 KWD", 5_120),
        ("4900 RUB", 490_000),
    ],
)
def test_amounts_are_in_stripe_s_own_minor_units(price: str, amount: int) -> None:
    money = parse_money(price)
    assert to_stripe(money) == amount
    assert from_stripe(amount, money.currency.lower()) == money


@pytest.mark.parametrize("price", ["500.50 MGA", "5.125 KWD"])
def test_what_stripe_cannot_take_is_refused(price: str) -> None:
    with pytest.raises(RefusedError, match="round the price"):
        to_stripe(parse_money(price))


async def test_one_of_the_dashboard_is_not_taken_for_one_of_the_same_amount_that_is_on_its_way(
    bot: World, cashier: AtStripe
) -> None:
    anna = await asked(bot)
    await cashier.pays(bot, anna)
    await bot.rests()
    ((order, charge),) = bot.rows("SELECT order_name, charge FROM payments")
    cashier.till.telling.quiet = True
    cashier.till.faults.append("after")
    money = Money(amount=5_000, currency="EUR")
    assert await bot.app.context.refunds.ask(order, charge, money, reason="late", staff=OWNER)
    await bot.app.context.refunds.make_due()
    cashier.till.telling.quiet = False
    await cashier.till.give_back(charge, 5_000)
    await bot.passes(minutes=1)
    await bot.app.context.refunds.make_due()
    await bot.rests()
    ours, theirs = cashier.till.refunds
    assert set(bot.rows("SELECT staff, reference, status FROM refunds")) == {(OWNER, ours, "done"), (0, theirs, "done")}
    assert bot.rows("SELECT status FROM orders") == [("refunded",)]
    assert sum("on its way back: €50" in message.text for message in anna.chat) == 2
