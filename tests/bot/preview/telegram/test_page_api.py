"""The page's API: persons, chats, presses, payments, files, the clock; and what it answers to nonsense."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from bot.preview.telegram import Person, StandIn

from .page import NOW, Page, page_of
from .world import BOOK, STARS, called, keyboard, picture


@pytest.fixture
async def page(telegram: StandIn) -> AsyncIterator[Page]:
    async with page_of(telegram) as page:
        yield page


async def messages_of(page: Page, person: int) -> list[dict[str, Any]]:
    status, chat = await page.get(f"persons/{person}/chat")
    assert status == 200
    found: list[dict[str, Any]] = chat["messages"]
    return found


async def test_persons_are_made_and_listed(page: Page, telegram: StandIn) -> None:
    status, made = await page.post("persons", {"first_name": "Анна", "language_code": "en"})
    assert (status, made["id"], made["first_name"], made["language_code"]) == (201, 1001, "Анна", "en")
    assert (await page.get("persons"))[1] == [made]
    _, chat = await page.get("persons/1001/chat")
    assert chat == {
        "person": made,
        "blocked": False,
        "messages": [],
        "keyboard": [],
        "folded": False,
        "bot": telegram.bot,
        "menu": [],
        "links": {},
        "subscriptions": [],
        "channels": [],
    }


async def test_a_message_is_written_and_shown(page: Page, telegram: StandIn, anna: Person) -> None:
    status, shown = await page.post(f"persons/{anna.id}/messages", {"text": "<b>привет</b> /help"})
    assert (status, shown["from"], shown["text"]) == (201, "person", "<b>привет</b> /help")
    assert shown["html"] == "&lt;b&gt;привет&lt;/b&gt; /help"
    await called(telegram, "sendMessage", chat_id=anna.id, text="<b>да</b> &lt;", parse_mode="HTML")
    bot_said = (await messages_of(page, anna.id))[-1]
    assert (bot_said["from"], bot_said["text"], bot_said["html"]) == ("bot", "да <", "<b>да</b> &lt;")
    assert (bot_said["edited"], bot_said["photo"], bot_said["invoice"], bot_said["buttons"]) == (
        False,
        None,
        None,
        [],
    )


async def test_a_press_answers_with_the_toast(page: Page, bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "?", reply_markup=keyboard("да", "нет"))
    press = {"message_id": sent.message_id, "row": 0, "column": 1}
    async with asyncio.TaskGroup() as group:
        pressing = group.create_task(page.post(f"persons/{anna.id}/press", press))
        (update,) = await bot.get_updates(timeout=5)
        assert update.callback_query is not None
        assert update.callback_query.data == "нет"
        await bot.answer_callback_query(update.callback_query.id, "Жаль", show_alert=True)
    assert pressing.result() == (200, {"toast": "Жаль", "alert": True, "url": None})
    assert (await messages_of(page, anna.id))[-1]["buttons"] == [
        [
            {"text": "да", "kind": "callback", "url": None, "copy": None},
            {"text": "нет", "kind": "callback", "url": None, "copy": None},
        ]
    ]


async def test_a_bot_that_does_not_answer_shows_nothing(telegram: StandIn, bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "?", reply_markup=keyboard("да"))
    press = {"message_id": sent.message_id, "row": 0, "column": 0}
    async with page_of(telegram, answer_seconds=0.05) as page:
        answered = await page.post(f"persons/{anna.id}/press", press)
    assert answered == (200, {"toast": "", "alert": False, "url": None})


async def test_a_pay_button_of_a_silent_bot_tells_why_nothing_was_paid(page: Page, bot: Bot, anna: Person) -> None:
    await bot.get_updates(allowed_updates=["message"])
    sent = await bot.send_invoice(anna.id, **BOOK)
    press = {"message_id": sent.message_id, "row": 0, "column": 0}
    _, answer = await page.post(f"persons/{anna.id}/press", press)
    assert answer["payment"] == {"ok": False, "error": "BOT_PRECHECKOUT_TIMEOUT"}


async def test_other_buttons_are_pressed_too(page: Page, telegram: StandIn, anna: Person) -> None:
    rows = [[{"text": "сайт", "url": "a.example"}], [{"text": "код", "copy_text": {"text": "BOOK10"}}]]
    await called(telegram, "sendMessage", chat_id=anna.id, text="?", reply_markup={"inline_keyboard": rows})
    press = {"message_id": anna.chat[-1].id, "column": 0}
    _, answer = await page.post(f"persons/{anna.id}/press", {**press, "row": 0})
    assert answer == {"toast": "", "alert": False, "url": "http://a.example/"}
    _, answer = await page.post(f"persons/{anna.id}/press", {**press, "row": 1})
    assert answer["copy"] == "BOOK10"
    answers = {"keyboard": [[{"text": "Ответ"}]]}
    await called(telegram, "sendMessage", chat_id=anna.id, text="?", reply_markup=answers)
    _, chat = await page.get(f"persons/{anna.id}/chat")
    assert chat["keyboard"] == [[{"text": "Ответ", "kind": "text", "url": None, "copy": None}]]
    await page.post(f"persons/{anna.id}/press", {"row": 0, "column": 0})
    assert anna.chat[-1].text == "Ответ"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"ok": True}, {"ok": True, "error": None}),
        ({"ok": False, "error_message": "Распродано"}, {"ok": False, "error": "Распродано"}),
    ],
)
async def test_an_invoice_is_paid_or_refused(
    page: Page, bot: Bot, anna: Person, answer: dict[str, Any], told: dict[str, Any]
) -> None:
    sent = await bot.send_invoice(anna.id, **BOOK)
    async with asyncio.TaskGroup() as group:
        paying = group.create_task(page.post(f"persons/{anna.id}/pay", {"message_id": sent.message_id}))
        (update,) = await bot.get_updates(timeout=5)
        assert update.pre_checkout_query is not None
        await bot.answer_pre_checkout_query(update.pre_checkout_query.id, **answer)
    assert paying.result() == (200, told)
    messages = await messages_of(page, anna.id)
    invoice = messages[1]["invoice"]
    assert (invoice["title"], invoice["total_amount"], invoice["paid"]) == ("Book", 100, told["ok"])
    if told["ok"]:
        assert messages[-1]["from"] == "service"
        assert messages[-1]["payment"]["total_amount"] == 100


async def test_a_subscription_is_shown_behind_its_link_and_ended_and_taken_up_again(
    page: Page, bot: Bot, anna: Person
) -> None:
    words = {key: BOOK[key] for key in ("title", "description", "payload", "currency")}
    link = await bot.create_invoice_link(**words, prices=STARS, subscription_period=2_592_000)
    button = InlineKeyboardButton(text="Pay", url=link)
    await bot.send_message(anna.id, "?", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))
    _, chat = await page.get(f"persons/{anna.id}/chat")
    assert (chat["links"][link]["total_amount"], chat["links"][link]["again"], chat["links"][link]["paid"]) == (
        100,
        True,
        False,
    )
    async with asyncio.TaskGroup() as group:
        paying = group.create_task(page.post(f"persons/{anna.id}/pay", {"link": link}))
        (update,) = await bot.get_updates(timeout=5)
        assert update.pre_checkout_query is not None
        await bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)
    assert paying.result() == (200, {"ok": True, "error": None})
    _, chat = await page.get(f"persons/{anna.id}/chat")
    assert chat["links"][link]["paid"]
    ((charge, state),) = [(one["charge"], one["state"]) for one in chat["subscriptions"]]
    assert state == "active"
    path = f"persons/{anna.id}/subscription"
    for act, then in (("cancel", "canceled"), ("resume", "active"), ("take_stars", "active"), ("give_stars", "active")):
        status, shown = await page.post(path, {"charge": charge, "act": act})
        assert (status, shown[0]["state"]) == (200, then)
    status, answer = await page.post(path, {"charge": charge, "act": "resume"})
    assert (status, answer) == (409, {"error": "this subscription was not cancelled"})
    assert (await page.post(path, {"charge": charge, "act": "burn"}))[0] == 404


async def test_files_are_sent_and_shown(page: Page, anna: Person) -> None:
    content = picture(30, 20)
    form = aiohttp.FormData({"kind": "photo", "caption": "вот"})
    form.add_field("file", content, filename="x.png", content_type="image/png")
    status, shown = await page.post(f"persons/{anna.id}/files", form=form)
    assert (status, shown["photo"]["width"], shown["text"]) == (201, 30, "вот")
    async with page.session.get(f"{page.address}/api/files/{shown['photo']['file_id']}") as response:
        assert (response.content_type, await response.read()) == ("image/png", content)
    form = aiohttp.FormData({"kind": "document"})
    form.add_field("file", b"<script>", filename="x.html", content_type="text/html")
    _, shown = await page.post(f"persons/{anna.id}/files", form=form)
    assert (shown["document"]["name"], shown["document"]["size"]) == ("x.html", 8)
    async with page.session.get(f"{page.address}/api/files/{shown['document']['file_id']}") as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    form = aiohttp.FormData({"kind": "sticker"}, default_to_multipart=True)
    assert (await page.post(f"persons/{anna.id}/files", form=form))[1]["sticker"]["emoji"] == "👍"


async def test_a_place_is_shared(page: Page, anna: Person) -> None:
    _, shown = await page.post(f"persons/{anna.id}/location", {"latitude": 0, "longitude": -78.5})
    assert shown["location"] == {"latitude": 0, "longitude": -78.5}


@pytest.mark.parametrize("place", [{"latitude": "north"}, {"latitude": 91}, {"longitude": -181}, {"latitude": True}])
async def test_a_place_that_is_none_is_refused(page: Page, anna: Person, place: dict[str, object]) -> None:
    status, answer = await page.post(f"persons/{anna.id}/location", place)
    assert status == 400
    assert "latitude" in answer["error"]


async def test_a_button_shares_what_the_page_names(page: Page, bot: Bot, anna: Person) -> None:
    rows = [[KeyboardButton(text="Номер", request_contact=True), KeyboardButton(text="Место", request_location=True)]]
    await bot.send_message(anna.id, "?", reply_markup=ReplyKeyboardMarkup(keyboard=rows, one_time_keyboard=True))
    await page.post(f"persons/{anna.id}/press", {"row": 0, "column": 0, "phone": "+79001112233"})
    assert anna.chat[-1].body["contact"]["phone_number"] == "+79001112233"
    await page.post(f"persons/{anna.id}/press", {"row": 0, "column": 1, "latitude": 1.5, "longitude": 2.5})
    assert anna.chat[-1].body["location"] == {"latitude": 1.5, "longitude": 2.5}
    _, chat = await page.get(f"persons/{anna.id}/chat")
    assert chat["folded"] is True


async def test_a_contact_is_shared(page: Page, anna: Person) -> None:
    _, shown = await page.post(f"persons/{anna.id}/contact", {"phone": "+79001112233"})
    assert shown["contact"]["phone_number"] == "+79001112233"


async def test_the_bot_is_blocked_and_started_again(page: Page, anna: Person) -> None:
    assert (await page.post(f"persons/{anna.id}/block"))[1] == {"blocked": True}
    status, answer = await page.post(f"persons/{anna.id}/messages", {"text": "эй"})
    assert (status, answer) == (409, {"error": "Анна has blocked the bot and must unblock it first"})
    assert (await page.get(f"persons/{anna.id}/chat"))[1]["blocked"] is True
    await page.post(f"persons/{anna.id}/messages", {"text": "/start book"})
    assert (await page.get(f"persons/{anna.id}/chat"))[1]["blocked"] is False
    await page.post(f"persons/{anna.id}/block")
    assert (await page.post(f"persons/{anna.id}/unblock"))[1] == {"blocked": False}


async def test_calls_to_other_systems_succeed_or_fail_as_told(page: Page) -> None:
    assert await page.get("calls") == (200, {"fail": False})
    assert await page.post("calls", {"fail": True}) == (200, {"fail": True})
    assert await page.get("calls") == (200, {"fail": True})
    assert await page.post("calls", {"fail": 1}) == (400, {"error": "fail must be true or false"})


async def test_a_line_that_nobody_said_is_in_the_chat_and_no_update(page: Page, telegram: StandIn) -> None:
    anna = telegram.person()
    telegram.note(anna.id, "POST https://crm.example.com")
    (note,) = await messages_of(page, anna.id)
    assert (note["from"], note["text"]) == ("service", "POST https://crm.example.com")
    assert len(telegram.updates) == 0
    assert anna.transcript() == "*: POST https://crm.example.com"


async def test_the_clock_and_the_funnels_are_the_bots(page: Page) -> None:
    assert (await page.get("clock"))[1] == {"now": NOW, "next_follow_up": None}
    await page.post("clock", {"to": "next"})
    await page.post("clock", {"by_seconds": 3600})
    assert page.controls.moves == [("next", None), (None, 3600)]
    assert (await page.get("funnels"))[1][0]["links"] == ["book", "vk"]


async def test_deleted_messages_are_not_shown(page: Page, bot: Bot, anna: Person) -> None:
    sent = await bot.send_document(anna.id, BufferedInputFile(b"x", "x.pdf"))
    await sent.delete()
    assert [message["from"] for message in await messages_of(page, anna.id)] == ["person"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("persons", {"first_name": " "}, 400),
        ("persons", [1], 400),
        ("persons/5/messages", {"text": "x"}, 404),
        ("persons/x/messages", {"text": "x"}, 404),
        ("persons/1001/messages", {}, 400),
        ("persons/1001/messages", {"text": "x" * 4097}, 409),
        ("persons/1001/press", {"message_id": 99, "row": 0, "column": 0}, 404),
        ("persons/1001/press", {"message_id": 1, "row": 0, "column": 0}, 404),
        ("persons/1001/press", {"row": -1, "column": 0}, 404),
        ("persons/1001/pay", {"message_id": 1}, 400),
        ("persons/1001/pay", {"link": "https://t.me/$x"}, 409),
        ("persons/1001/subscription", {"charge": "stx", "act": "cancel"}, 404),
        ("persons/1001/unblock", {}, 409),
        ("persons/1001/files", {}, 400),
        ("clock", {"by_seconds": -5}, 400),
        ("clock", {"by_seconds": True}, 400),
        ("clock", {}, 400),
    ],
)
async def test_nonsense_is_answered_with_a_sentence(
    page: Page, anna: Person, path: str, body: Any, status: int
) -> None:
    answered, answer = await page.post(path, body)
    assert answered == status
    assert list(answer) == ["error"]
    assert " " in answer["error"]


async def test_a_body_that_is_no_json_and_an_unknown_file_are_refused(page: Page) -> None:
    async with page.session.post(f"{page.address}/api/persons", data=b"{") as response:
        assert (response.status, await response.json()) == (400, {"error": "the request is no JSON"})
    assert (await page.get("files/nothing"))[0] == 404


async def test_a_bad_kind_of_file_is_refused(page: Page, anna: Person) -> None:
    form = aiohttp.FormData({"kind": "hologram"}, default_to_multipart=True)
    assert (await page.post(f"persons/{anna.id}/files", form=form))[0] == 400
    form = aiohttp.FormData({"kind": "photo"})
    form.add_field("file", b"no picture", filename="x.png")
    status, answer = await page.post(f"persons/{anna.id}/files", form=form)
    assert (status, "IMAGE_PROCESS_FAILED" in answer["error"]) == (400, True)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("bytes=0-3", (206, "bytes 0-3/10", b"0123")),
        ("bytes=8-", (206, "bytes 8-9/10", b"89")),
        ("bytes=-2", (206, "bytes 8-9/10", b"89")),
        ("bytes=5-99", (206, "bytes 5-9/10", b"56789")),
        ("bytes=0-", (200, None, b"0123456789")),
        ("bytes=99-", (200, None, b"0123456789")),
        ("nonsense", (200, None, b"0123456789")),
    ],
)
async def test_a_player_may_ask_for_a_part_of_a_file(
    page: Page, bot: Bot, anna: Person, asked: str, told: tuple[int, str | None, bytes]
) -> None:
    sent = await bot.send_voice(anna.id, BufferedInputFile(b"0123456789", "voice.ogg"))
    assert sent.voice is not None
    address = f"{page.address}/api/files/{sent.voice.file_id}"
    async with page.session.get(address, headers={"Range": asked}) as answer:
        assert (answer.status, answer.headers.get("Content-Range"), await answer.read()) == told
