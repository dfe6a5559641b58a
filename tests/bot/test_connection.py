"""Every answer of Telegram, and of what stands before it, becomes an error the bot knows what to do about."""

import gc
import weakref
from json import loads

import pytest
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import GetChatMenuButton, Response, SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.connection import SendText, connect
from bot.preview.telegram import StandIn

SEND = SendMessage(chat_id=1, text="x")
SENT = '{"ok":true,"result":{"message_id":7,"date":1,"chat":{"id":1,"type":"private"}}}'


def _read(status: int, content: str) -> object:
    bot = connect("42:PREVIEW", "https://telegram.example/")
    return bot.session.check_response(bot, SEND, status, content).result


def test_a_message_that_was_sent_is_read() -> None:
    message = _read(200, SENT)
    assert message.message_id == 7  # type: ignore[attr-defined]  # aiogram's Message


@pytest.mark.parametrize("content", ["<html>502 Bad Gateway</html>", "", "null", "[]", '"ok"', '{"error":"x"}'])
@pytest.mark.parametrize("status", [200, 403, 502])
def test_what_is_no_answer_is_the_servers_trouble_and_passes(status: int, content: str) -> None:
    with pytest.raises(TelegramServerError) as raised:
        _read(status, content)
    assert str(status) in str(raised.value)


@pytest.mark.parametrize("content", ["<html>413 Request Entity Too Large</html>", '{"ok":false,"error_code":413}'])
def test_what_is_too_large_stays_too_large(content: str) -> None:
    with pytest.raises(TelegramBadRequest):
        _read(413, content)


@pytest.mark.parametrize("result", ['{"message_id":"seven"}', "true", "[]", '{"of a form": "to come"}'])
def test_what_was_accepted_is_never_taken_for_a_trouble_that_passes(result: str) -> None:
    with pytest.raises(TelegramAPIError, match="accepted") as raised:
        _read(200, f'{{"ok":true,"result":{result}}}')
    assert not isinstance(raised.value, TelegramServerError | TelegramNetworkError | TelegramRetryAfter)


def test_how_to_read_an_answer_is_worked_out_once() -> None:
    bot = connect("42:PREVIEW", "https://telegram.example/")
    bot.session.check_response(bot, GetChatMenuButton(), 200, '{"ok":true,"result":{"type":"commands"}}')
    form = weakref.ref(Response.__class_getitem__(GetChatMenuButton.__returning__))
    gc.collect()
    assert form() is not None


def test_how_long_to_wait_is_read() -> None:
    with pytest.raises(TelegramRetryAfter) as raised:
        _read(429, '{"ok":false,"error_code":429,"description":"Too Many","parameters":{"retry_after":10072}}')
    assert raised.value.retry_after == 10_072


def test_no_address_of_the_server_has_two_slashes() -> None:
    bot = connect("42:PREVIEW", "https://telegram.example/")
    assert bot.session.api.api_url("T", "getMe") == "https://telegram.example/botT/getMe"


def _body(request: SendText) -> dict[str, object]:
    bot = connect("42:PREVIEW", "https://telegram.example/")
    body = bot.session.build_form_data(bot, request)  # type: ignore[attr-defined]  # of the session there is
    assert body.content_type == "application/json"
    found: dict[str, object] = loads(body._value)
    return found


def test_a_text_goes_as_json() -> None:
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="yes")]])
    assert _body(SendText(chat_id=1, text="<b>а</b>", reply_markup=keyboard, message_effect_id=None)) == {
        "chat_id": 1,
        "text": "<b>а</b>",
        "reply_markup": {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]},
    }


@pytest.mark.parametrize(("mode", "sent"), [(None, {}), ("MarkdownV2", {"parse_mode": "MarkdownV2"})])
def test_a_text_that_names_its_mode_of_parsing_keeps_it(mode: str | None, sent: dict[str, object]) -> None:
    assert _body(SendText(chat_id=1, text="a", parse_mode=mode)) == {"chat_id": 1, "text": "a", **sent}


def test_of_a_text_that_was_sent_no_more_than_the_number_is_read() -> None:
    bot = connect("42:PREVIEW", "https://telegram.example/")
    answer = bot.session.check_response(
        bot, SendText(chat_id=1, text="x"), 200, '{"ok":true,"result":{"message_id":7}}'
    )
    assert answer.result.message_id == 7  # type: ignore[union-attr]  # there is one


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"ok":true,"result":{"message_id":"seven"}}', "accepted"),
        ('{"ok":true,"result":true}', "accepted"),
        ('{"ok":false,"description":"Bad Request","result":{"message_id":7}}', "Bad Request"),
        ("<html>", "no answer"),
    ],
)
def test_any_other_answer_to_a_text_is_what_it_is_to_any_request(content: str, told: str) -> None:
    bot = connect("42:PREVIEW", "https://telegram.example/")
    with pytest.raises(TelegramAPIError, match=told):
        bot.session.check_response(bot, SendText(chat_id=1, text="x"), 200, content)


async def test_a_text_with_aiograms_own_defaults_is_sent_as_aiogram_sends_it() -> None:
    async with StandIn() as telegram:
        person = telegram.person()
        await person.starts()
        bot = connect(telegram.token, telegram.url)
        await bot.send_message(person.id, "<b>а</b>")
        assert (await person.sees("а")).entities == [{"type": "bold", "offset": 0, "length": 1}]
        await bot.session.close()
