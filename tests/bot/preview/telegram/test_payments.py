"""Invoices, consent, payments, refunds, the movements of Stars."""

import asyncio
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import LabeledPrice, SuccessfulPayment

from bot.preview.telegram import ActionError, Outcome, Person, StandIn
from bot.preview.telegram.subscriptions import Subscription, SubscriptionError, Subscriptions

from .world import BOOK, STARS, MovedClock, called, refusal

MONTH = 2_592_000


async def paid(bot: Bot, anna: Person, **answer: Any) -> Outcome:
    """What comes of paying the newest invoice when the bot answers so."""
    async with asyncio.TaskGroup() as group:
        paying = group.create_task(anna.pays(timeout=2))
        await asyncio.sleep(0.02)
        (update,) = await bot.get_updates(offset=-1)
        assert update.pre_checkout_query is not None
        assert update.pre_checkout_query.invoice_payload == "order-1"
        await bot.answer_pre_checkout_query(update.pre_checkout_query.id, **answer)
    return paying.result()


async def test_a_payment_is_told_and_can_be_made_twice(bot: Bot, anna: Person) -> None:
    await bot.send_invoice(anna.id, **BOOK)
    assert (await anna.sees_invoice(100)).rows[0][0] == {"text": "Pay ⭐️100", "pay": True}
    charges = set()
    for _ in range(2):
        outcome = await paid(bot, anna, ok=True)
        assert outcome.ok
        (update,) = await bot.get_updates(offset=-1)
        assert update.message is not None
        payment = update.message.successful_payment
        assert payment is not None
        assert (payment.currency, payment.total_amount, payment.invoice_payload) == ("XTR", 100, "order-1")
        charges.add(payment.telegram_payment_charge_id)
    assert len(charges) == 2
    assert anna.chat[1].times_paid == 2


async def test_the_pay_button_pays(bot: Bot, anna: Person) -> None:
    await bot.send_invoice(anna.id, **BOOK)
    async with asyncio.TaskGroup() as group:
        pressing = group.create_task(anna.presses("Pay ⭐️100"))
        await asyncio.sleep(0.02)
        (update,) = await bot.get_updates(offset=-1)
        assert update.pre_checkout_query is not None
        await bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)
    payment = pressing.result().payment
    assert payment is not None
    assert payment.ok


async def test_the_bot_may_refuse(bot: Bot, anna: Person) -> None:
    await bot.send_invoice(anna.id, **BOOK)
    outcome = await paid(bot, anna, ok=False, error_message="Распродано")
    assert (outcome.ok, outcome.error_message, outcome.charge) == (False, "Распродано", None)
    assert anna.chat[-1].invoice is not None


async def test_a_refusal_needs_words(telegram: StandIn) -> None:
    said = await refusal(telegram, "answerPreCheckoutQuery", pre_checkout_query_id="1", ok=False)
    assert said == "Bad Request: ERROR_TEXT_EMPTY"


async def test_consent_after_ten_seconds_is_too_late(bot: Bot, anna: Person, clock: MovedClock) -> None:
    await bot.send_invoice(anna.id, **BOOK)
    async with asyncio.TaskGroup() as group:
        paying = group.create_task(anna.pays(timeout=2))
        await asyncio.sleep(0.02)
        (update,) = await bot.get_updates()
        assert update.pre_checkout_query is not None
        clock.move(10.1)
        with pytest.raises(TelegramBadRequest, match="query is too old"):
            await bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)
    assert paying.result().error_message == "BOT_PRECHECKOUT_TIMEOUT"


async def test_silence_fails_the_payment(bot: Bot, anna: Person) -> None:
    await bot.send_invoice(anna.id, **BOOK)
    outcome = await anna.pays(timeout=0.05)
    assert (outcome.ok, outcome.error_message) == (False, "BOT_PRECHECKOUT_TIMEOUT")
    (update,) = await bot.get_updates()
    assert update.pre_checkout_query is not None
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)


async def test_a_bot_that_does_not_want_the_queries_sells_nothing(bot: Bot, anna: Person) -> None:
    await bot.get_updates(allowed_updates=["message"])
    await bot.send_invoice(anna.id, **BOOK)
    assert (await anna.pays()).error_message == "BOT_PRECHECKOUT_TIMEOUT"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": "x" * 33}, "wrong invoice information specified"),
        ({"description": "x" * 256}, "wrong invoice information specified"),
        ({"title": ""}, 'parameter "title" is required'),
        ({"payload": ""}, 'parameter "payload" is required'),
        ({"payload": "я" * 65}, "INVOICE_PAYLOAD_INVALID"),
        ({"currency": "stars"}, "CURRENCY_INVALID"),
        ({"currency": "RUB"}, "PAYMENT_PROVIDER_INVALID"),
        ({"provider_token": "1:TEST:2"}, "STARS_INVOICE_INVALID"),
        ({"prices": [{"label": "a", "amount": 1}] * 2}, "STARS_INVOICE_INVALID"),
        ({"prices": []}, "there must be at least one price"),
        ({"prices": "["}, "can't parse prices JSON object"),
        ({"prices": [{"amount": 1}]}, "can't parse labeled price: LabeledPrice label must be non-empty"),
        ({"prices": [{"label": "a"}]}, "can't parse labeled price: Can't find field \"amount\""),
        ({"prices": [{"label": "a", "amount": 0}]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"start_parameter": "a b"}, "START_PARAM_INVALID"),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}},
            "REPLY_MARKUP_BUY_EMPTY",
        ),
    ],
)
async def test_a_bad_invoice_is_refused(telegram: StandIn, anna: Person, change: dict[str, Any], words: str) -> None:
    params = {**BOOK, "prices": [{"label": "Book", "amount": 100}], **change}
    assert await refusal(telegram, "sendInvoice", chat_id=anna.id, **params) == f"Bad Request: {words}"


async def test_a_provider_may_sell_for_money_in_several_prices(telegram: StandIn, anna: Person) -> None:
    prices = [{"label": "Book", "amount": 99900}, {"label": "Discount", "amount": -10000}]
    params = {**BOOK, "currency": "RUB", "provider_token": telegram.provider_token, "prices": prices}
    answer = await called(telegram, "sendInvoice", chat_id=anna.id, **params)
    assert answer["result"]["invoice"]["total_amount"] == 89900
    assert answer["result"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Pay 899.00 RUB"


async def test_a_charge_is_refunded_once(bot: Bot, telegram: StandIn, anna: Person, clock: MovedClock) -> None:
    await bot.send_invoice(anna.id, **BOOK)
    outcome = await paid(bot, anna, ok=True)
    assert outcome.charge is not None
    clock.move(3600)
    await bot.refund_star_payment(anna.id, outcome.charge.id)
    (update,) = await bot.get_updates(offset=-1)
    assert update.message is not None
    assert update.message.refunded_payment is not None
    assert update.message.refunded_payment.telegram_payment_charge_id == outcome.charge.id
    with pytest.raises(TelegramBadRequest, match="CHARGE_ALREADY_REFUNDED"):
        await bot.refund_star_payment(anna.id, outcome.charge.id)
    with pytest.raises(TelegramBadRequest, match="CHARGE_NOT_FOUND"):
        await bot.refund_star_payment(anna.id, "stx0")
    incoming, outgoing = (await bot.get_star_transactions()).transactions
    assert (incoming.id, incoming.amount, incoming.receiver) == (outcome.charge.id, 100, None)
    assert (outgoing.id, outgoing.amount, outgoing.source) == (outcome.charge.id, 100, None)
    assert (outgoing.date - incoming.date).total_seconds() == 3600
    assert (await bot.get_star_transactions(offset=1, limit=1)).transactions == [outgoing]


async def test_money_of_a_provider_is_no_movement_of_stars_and_goes_not_back_here(
    bot: Bot, telegram: StandIn, anna: Person
) -> None:
    prices = [LabeledPrice(label="Book", amount=99900)]
    await bot.send_invoice(
        anna.id, **{**BOOK, "currency": "RUB", "provider_token": telegram.provider_token, "prices": prices}
    )
    outcome = await paid(bot, anna, ok=True)
    assert outcome.charge is not None
    assert (await bot.get_star_transactions()).transactions == []
    with pytest.raises(TelegramBadRequest, match="CHARGE_NOT_FOUND"):
        await bot.refund_star_payment(anna.id, outcome.charge.id)


async def test_a_refund_needs_its_payer(bot: Bot, telegram: StandIn, anna: Person) -> None:
    await bot.send_invoice(anna.id, **BOOK)
    outcome = await paid(bot, anna, ok=True)
    assert outcome.charge is not None
    boris = telegram.person()
    with pytest.raises(TelegramBadRequest, match="USER_ID_INVALID"):
        await bot.refund_star_payment(boris.id, outcome.charge.id)
    said = await refusal(telegram, "refundStarPayment", telegram_payment_charge_id=outcome.charge.id)
    assert said == "Bad Request: invalid user_id specified"


async def test_a_subscription_is_sold_by_link_for_thirty_days(bot: Bot, anna: Person, clock: MovedClock) -> None:
    words = {key: BOOK[key] for key in ("title", "description", "payload", "currency")}
    link = await bot.create_invoice_link(**words, prices=STARS, subscription_period=MONTH)
    async with asyncio.TaskGroup() as group:
        paying = group.create_task(anna.pays_link(link))
        await asyncio.sleep(0.02)
        (update,) = await bot.get_updates(offset=-1)
        assert update.pre_checkout_query is not None
        await bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)
    assert paying.result().ok
    payment = await newest_payment(bot)
    assert payment.subscription_expiration_date == int(clock().timestamp()) + MONTH
    assert (payment.is_recurring, payment.is_first_recurring) == (True, True)
    with pytest.raises(ActionError, match="leads to no invoice"):
        await anna.pays_link("https://t.me/$nothing")


@pytest.mark.parametrize(
    ("period", "amount", "words"),
    [(60, 100, "SUBSCRIPTION_PERIOD_INVALID"), (MONTH, 10_001, "STARS_AMOUNT_INVALID")],
)
async def test_a_bad_subscription_is_refused(bot: Bot, period: int, amount: int, words: str) -> None:
    prices = [LabeledPrice(label="Club", amount=amount)]
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.create_invoice_link(
            title="Club",
            description="A month",
            payload="club",
            currency="XTR",
            prices=prices,
            subscription_period=period,
        )


async def newest_payment(bot: Bot) -> SuccessfulPayment:
    (update,) = await bot.get_updates(offset=-1)
    assert update.message is not None
    assert update.message.successful_payment is not None
    return update.message.successful_payment


async def subscribed(bot: Bot, anna: Person) -> tuple[Subscription, Subscriptions]:
    """A subscription that Anna has begun."""
    words = {key: BOOK[key] for key in ("title", "description", "payload", "currency")}
    link = await bot.create_invoice_link(**words, prices=STARS, subscription_period=MONTH)
    world = anna.world
    world.tell_of_payment(anna.room, charge := world.payments.charge(anna.room.user, world.payments.links[link]))
    world.subscriptions.begin(charge)
    (one,) = world.subscriptions.of(anna.id)
    return one, world.subscriptions


async def newest_state(bot: Bot) -> str:
    (update,) = await bot.get_updates(offset=-1)
    assert update.subscription is not None
    assert update.subscription.invoice_payload == BOOK["payload"]
    return update.subscription.state


async def test_it_is_paid_again_each_time_it_is_due(bot: Bot, anna: Person, clock: MovedClock) -> None:
    one, all_ = await subscribed(bot, anna)
    first, begun = await newest_payment(bot), clock()
    assert all_.renew_due() == 0
    clock.move(2 * MONTH)
    assert all_.renew_due() == 2
    renewal = await newest_payment(bot)
    assert (renewal.is_recurring, renewal.is_first_recurring) == (True, None)
    assert renewal.subscription_expiration_date == int(begun.timestamp()) + 3 * MONTH
    assert renewal.telegram_payment_charge_id != first.telegram_payment_charge_id
    assert one.charge == first.telegram_payment_charge_id
    assert renewal.invoice_payload == BOOK["payload"]


async def test_the_person_may_end_it_and_take_it_up_again_while_it_is_paid(
    bot: Bot, anna: Person, clock: MovedClock
) -> None:
    one, all_ = await subscribed(bot, anna)
    with pytest.raises(SubscriptionError, match="was not cancelled"):
        all_.resume(one)
    all_.cancel(one)
    assert await newest_state(bot) == "canceled"
    with pytest.raises(SubscriptionError, match="cancelled already"):
        all_.cancel(one)
    all_.resume(one)
    assert await newest_state(bot) == "active"
    all_.cancel(one)
    clock.move(MONTH)
    assert all_.renew_due() == 0
    with pytest.raises(SubscriptionError, match="bought anew"):
        all_.resume(one)


async def test_what_the_bot_has_ended_the_person_cannot_take_up(bot: Bot, anna: Person) -> None:
    one, all_ = await subscribed(bot, anna)
    assert await bot.edit_user_star_subscription(anna.id, one.charge, is_canceled=True)
    with pytest.raises(SubscriptionError, match="bought anew"):
        all_.resume(one)
    assert await bot.edit_user_star_subscription(anna.id, one.charge, is_canceled=False)
    assert one.state == "canceled"
    all_.resume(one)
    with pytest.raises(TelegramBadRequest, match="CHARGE_ID_INVALID"):
        await bot.edit_user_star_subscription(anna.id, "stx", is_canceled=True)
    with pytest.raises(TelegramBadRequest, match="USER_ID_INVALID"):
        await bot.edit_user_star_subscription(5, one.charge, is_canceled=True)


async def test_without_stars_it_fails_and_is_paid_when_there_are_some(
    bot: Bot, anna: Person, clock: MovedClock
) -> None:
    one, all_ = await subscribed(bot, anna)
    all_.take_stars(one)
    clock.move(MONTH)
    assert all_.renew_due() == 1
    assert await newest_state(bot) == "failed"
    assert all_.renew_due() == 0
    clock.move(3600)
    all_.give_stars(one)
    payment = await newest_payment(bot)
    assert payment.subscription_expiration_date == int(clock().timestamp()) + MONTH
    assert one.state == "active"
