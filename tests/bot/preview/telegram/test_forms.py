"""Invoices of a provider: what their form asks, how it is brought, and what the bot is told of it."""

import asyncio
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import LabeledPrice, ShippingOption, ShippingQuery, Update

from bot.preview.telegram import ActionError, Person, StandIn
from bot.preview.telegram.forms import read_address
from bot.preview.telegram.messages import Invoice
from bot.tasks import spawn

from .page import page_of
from .world import BOOK, MovedClock, called, refusal

ASKED = dict.fromkeys(("need_name", "need_phone_number", "need_email", "need_shipping_address"), True)
COURIER = ShippingOption(id="courier", title="By courier", prices=[LabeledPrice(label="By courier", amount=30_000)])
PICKUP = ShippingOption(id="pickup", title="Pickup", prices=[LabeledPrice(label="Pickup", amount=0)])


def box(telegram: StandIn, **change: Any) -> dict[str, Any]:
    params = {**BOOK, "currency": "RUB", "prices": [{"label": "Box", "amount": 100_000}], **ASKED, "is_flexible": True}
    return {**params, "provider_token": telegram.provider_token, **change}


async def invoiced(telegram: StandIn, anna: Person, **change: Any) -> Invoice:
    await called(telegram, "sendInvoice", chat_id=anna.id, **box(telegram, **change))
    invoice = anna.chat[-1].invoice
    assert invoice is not None
    return invoice


async def next_update(bot: Bot) -> Update:
    while True:
        if updates := await bot.get_updates(offset=-1, timeout=1):
            await bot.get_updates(offset=updates[0].update_id + 1)
            return updates[0]


async def asked_to_ship(bot: Bot) -> ShippingQuery:
    query = (await next_update(bot)).shipping_query
    assert query is not None
    return query


async def test_it_is_filled_in_brought_and_paid(bot: Bot, telegram: StandIn, anna: Person) -> None:
    await invoiced(telegram, anna)
    await bot.get_updates(offset=-1)
    paying = spawn(anna.pays(shipping="By courier"), name="pay")
    asked = await asked_to_ship(bot)
    assert (asked.invoice_payload, asked.shipping_address.country_code, asked.shipping_address.city) == (
        "order-1",
        "RU",
        "Москва",
    )
    await bot.answer_shipping_query(asked.id, ok=True, shipping_options=[PICKUP, COURIER])
    checked = (await next_update(bot)).pre_checkout_query
    assert checked is not None
    assert (checked.total_amount, checked.shipping_option_id) == (130_000, "courier")
    assert checked.order_info is not None
    assert (checked.order_info.name, checked.order_info.email) == ("Анна", f"person{anna.id}@example.com")
    await bot.answer_pre_checkout_query(checked.id, ok=True)
    assert (await paying).ok
    told = (await next_update(bot)).message
    assert told is not None
    assert told.successful_payment is not None
    paid = told.successful_payment
    assert (paid.total_amount, paid.shipping_option_id, paid.order_info) == (130_000, "courier", checked.order_info)
    assert paid.order_info.phone_number == anna.phone.removeprefix("+")


async def test_only_what_is_asked_is_told(bot: Bot, telegram: StandIn, anna: Person) -> None:
    quiet = dict.fromkeys(ASKED, False) | {"need_email": True, "is_flexible": False}
    await invoiced(telegram, anna, **quiet)
    paying = spawn(anna.pays(), name="pay")
    checked = (await next_update(bot)).pre_checkout_query
    assert checked is not None
    assert checked.order_info is not None
    assert checked.order_info.model_dump(exclude_none=True) == {"email": f"person{anna.id}@example.com"}
    assert checked.shipping_option_id is None
    await bot.answer_pre_checkout_query(checked.id, ok=True)
    assert (await paying).ok


async def test_the_bot_may_say_that_it_is_too_far(bot: Bot, telegram: StandIn, anna: Person) -> None:
    invoice = await invoiced(telegram, anna)
    paying = spawn(anna.pays(), name="pay")
    asked = await asked_to_ship(bot)
    await bot.answer_shipping_query(asked.id, ok=False, error_message="Too far")
    assert (await paying).error_message == "Too far"
    with pytest.raises(ActionError, match="choose how it is brought"):
        await anna.pays_form(anna.chat[-1], invoice, anna.own_info, "courier")


async def test_silence_brings_nothing(bot: Bot, telegram: StandIn, anna: Person) -> None:
    await invoiced(telegram, anna)
    assert (await anna.pays(timeout=0.05)).error_message == "BOT_SHIPPING_TIMEOUT"
    asked = await asked_to_ship(bot)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_shipping_query(asked.id, ok=True, shipping_options=[COURIER])


async def test_an_answer_after_ten_seconds_is_too_late(
    bot: Bot, telegram: StandIn, anna: Person, clock: MovedClock
) -> None:
    await invoiced(telegram, anna)
    paying = spawn(anna.pays(), name="pay")
    asked = await asked_to_ship(bot)
    clock.move(10.1)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_shipping_query(asked.id, ok=True, shipping_options=[COURIER])
    assert (await paying).error_message == "BOT_SHIPPING_TIMEOUT"


async def test_a_bot_that_does_not_want_the_question_brings_nothing(bot: Bot, telegram: StandIn, anna: Person) -> None:
    await bot.get_updates(allowed_updates=["message", "pre_checkout_query"])
    await invoiced(telegram, anna)
    assert (await anna.pays()).error_message == "BOT_SHIPPING_TIMEOUT"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"provider_token": "1:TEST:2"}, "PAYMENT_PROVIDER_INVALID"),
        ({"provider_token": ""}, "PAYMENT_PROVIDER_INVALID"),
        ({"prices": [{"label": "Box", "amount": 5_000}]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"currency": "USD", "prices": [{"label": "Box", "amount": 99}]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"currency": "USD", "prices": [{"label": "Box", "amount": 1_000_001}]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"need_shipping_address": False}, "wrong invoice information specified"),
        ({"provider_data": "receipt"}, "DATA_JSON_INVALID"),
        ({"provider_data": "[]"}, "DATA_JSON_INVALID"),
    ],
)
async def test_a_bad_invoice_of_a_provider_is_refused(
    telegram: StandIn, anna: Person, change: dict[str, Any], words: str
) -> None:
    assert await refusal(telegram, "sendInvoice", chat_id=anna.id, **box(telegram, **change)) == f"Bad Request: {words}"


async def test_an_invoice_for_stars_asks_nothing(telegram: StandIn, anna: Person) -> None:
    params = {**BOOK, "prices": [{"label": "Book", "amount": 100}], **ASKED, "is_flexible": True}
    await called(telegram, "sendInvoice", chat_id=anna.id, **params)
    invoice = anna.chat[-1].invoice
    assert invoice is not None
    assert (invoice.needs, invoice.flexible) == ((), False)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"ok": False}, "ERROR_TEXT_EMPTY"),
        ({"ok": True}, "shipping options are not specified"),
        ({"ok": True, "shipping_options": []}, "shipping options are not specified"),
        ({"ok": True, "shipping_options": [{"id": "a", "prices": []}]}, "an identifier and a title"),
        ({"ok": True, "shipping_options": [{"id": "a", "title": "A", "prices": []}]}, "at least one price"),
        ({"ok": True, "shipping_options": [{"id": "a", "title": "A", "prices": [{}]}]}, "a label and an amount"),
        ({"ok": True, "shipping_options": [COURIER.model_dump()] * 2}, "SHIPPING_ID_DUPLICATE"),
        ({"ok": True, "shipping_options": [COURIER.model_dump()]}, "query is too old"),
    ],
)
async def test_a_bad_answer_is_refused(telegram: StandIn, answer: dict[str, Any], words: str) -> None:
    assert words in await refusal(telegram, "answerShippingQuery", shipping_query_id="1", **answer)


async def test_what_is_not_filled_in_is_not_paid(telegram: StandIn, anna: Person) -> None:
    invoice = await invoiced(telegram, anna)
    info = {"name": "Anna", "shipping_address": anna.own_info["shipping_address"]}
    with pytest.raises(ActionError, match="the form asks for phone_number, email"):
        await anna.pays_form(anna.chat[-1], invoice, info, "")


async def test_a_way_nobody_offered_is_not_chosen(bot: Bot, telegram: StandIn, anna: Person) -> None:
    await invoiced(telegram, anna)
    paying = spawn(anna.pays(shipping="By drone"), name="pay")
    asked = await asked_to_ship(bot)
    await bot.answer_shipping_query(asked.id, ok=True, shipping_options=[COURIER])
    with pytest.raises(ActionError, match="By drone"):
        await paying


@pytest.mark.parametrize("name", ["country_code", "city", "street_line1"])
async def test_an_address_is_whole(anna: Person, name: str) -> None:
    with pytest.raises(Exception, match="ADDRESS_"):
        read_address({**anna.own_info["shipping_address"], name: ""})


async def test_the_page_fills_it_in(bot: Bot, telegram: StandIn, anna: Person) -> None:
    await invoiced(telegram, anna)
    number = anna.chat[-1].id
    async with page_of(telegram) as page, asyncio.TaskGroup() as group:
        status, form = await page.post(f"persons/{anna.id}/form", {"message_id": number})
        assert (status, form) == (200, anna.own_info)
        asking = group.create_task(
            page.post(f"persons/{anna.id}/shipping", {"message_id": number, "address": form["shipping_address"]})
        )
        asked = await asked_to_ship(bot)
        await bot.answer_shipping_query(asked.id, ok=True, shipping_options=[COURIER])
        courier = {"id": "courier", "title": "By courier", "amount": 30_000}
        assert await asking == (200, {"options": [courier], "error": None})
        paying = group.create_task(
            page.post(f"persons/{anna.id}/pay", {"message_id": number, "info": form, "shipping": "courier"})
        )
        checked = (await next_update(bot)).pre_checkout_query
        assert checked is not None
        await bot.answer_pre_checkout_query(checked.id, ok=True)
        assert await paying == (200, {"ok": True, "error": None})
        _, chat = await page.get(f"persons/{anna.id}/chat")
        assert chat["messages"][-1]["payment"]["total_amount"] == 130_000
        assert chat["messages"][-2]["invoice"]["needs"] == ["name", "phone_number", "email", "shipping_address"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("form", {"message_id": 1}, 400),
        ("shipping", {"message_id": 1}, 400),
        ("shipping", {"message_id": 2, "address": "Moscow"}, 400),
        ("pay", {"message_id": 2, "info": "x"}, 409),
        ("form", {"message_id": 99}, 404),
    ],
)
async def test_nonsense_of_the_page_is_answered_with_a_sentence(
    telegram: StandIn, anna: Person, path: str, body: dict[str, Any], status: int
) -> None:
    await invoiced(telegram, anna)
    async with page_of(telegram) as page:
        answered, answer = await page.post(f"persons/{anna.id}/{path}", body)
    assert (answered, list(answer)) == (status, ["error"])
