"""Calls that are wrong in themselves, and the words with which Telegram refuses them."""

from typing import Any

import aiohttp
import pytest

from bot.preview.telegram import Person, StandIn

from .world import BOOK, refusal

PRICED = {**BOOK, "prices": [{"label": "Book", "amount": 100}]}
REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    ("sendInvoice", {**PRICED, "prices": {}}, "expected an Array of labeled prices"),
    ("sendInvoice", {**PRICED, "prices": [1]}, "can't parse labeled price: LabeledPrice must be an Object"),
    ("setMyCommands", {"commands": {}}, "expected an Array of BotCommand"),
    ("setMyCommands", {"commands": [{}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": [1]}, "can't parse BotCommand: expected an Object"),
    ("setMyCommands", {"commands": [], "scope": [1]}, "BotCommandScope must be an Object"),
    ("editMessageMedia", {}, 'parameter "media" is required'),
    ("editMessageMedia", {"media": {"type": "poll"}}, "can't parse InputMedia: type is unsupported"),
    ("editMessageText", {"text": "x", "inline_message_id": "1"}, "MESSAGE_ID_INVALID"),
    ("deleteMessages", {}, "message identifiers are not specified"),
    ("deleteMessages", {"message_ids": 1}, "expected an Array of message identifiers"),
    ("getChatMember", {}, "invalid user_id specified"),
    ("getUserProfilePhotos", {"user_id": 5}, "user not found"),
    ("getUpdates", {"allowed_updates": [1]}, "expected an Array of String"),
    ("sendMediaGroup", {}, 'parameter "media" is required'),
    ("sendMediaGroup", {"media": {}}, "expected an Array of InputMedia"),
    ("sendMediaGroup", {"media": [{"type": "photo"}] * 2}, "can't parse InputMedia: media not found"),
    ("sendMessage", {"text": "x", "link_preview_options": []}, "object expected as link preview options"),
    ("sendMessage", {"text": "x", "reply_parameters": [1]}, "object expected as reply parameters"),
    (
        "sendMessage",
        {"text": "x", "reply_parameters": {"quote": "x"}},
        "can't parse reply parameters: Can't find field \"message_id\"",
    ),
    ("sendMessage", {"text": "я" * 20_000}, "text is too long"),
    (
        "sendMessage",
        {"text": "x", "entities": [{"type": "bold", "offset": 0}]},
        "can't parse MessageEntity: Can't find field \"length\"",
    ),
    (
        "sendMessage",
        {"text": "x", "reply_markup": {"keyboard": [[{}]]}},
        "can't parse keyboard button: Can't find field \"text\"",
    ),
    (
        "sendMessage",
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "url": 1}]]}},
        "inline keyboard button URL must be encoded in UTF-8",
    ),
]


@pytest.mark.parametrize(("method", "params", "words"), REFUSALS)
async def test_a_wrong_call_is_refused(
    telegram: StandIn, anna: Person, method: str, params: dict[str, Any], words: str
) -> None:
    assert await refusal(telegram, method, chat_id=anna.id, **params) == f"Bad Request: {words}"
    anna.sees_nothing_new()


async def test_an_edit_takes_inline_buttons_only(telegram: StandIn, anna: Person) -> None:
    telegram.post_from_bot(anna.room, {"text": "x"})
    markup = {"keyboard": [["Да"]]}
    words = await refusal(telegram, "editMessageText", chat_id=anna.id, message_id=2, text="y", reply_markup=markup)
    assert words == "Bad Request: inline keyboard expected"


async def test_an_unknown_file_is_not_found(telegram: StandIn) -> None:
    address = f"{telegram.url}/file/bot{telegram.token}/photos/nothing.jpg"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        assert (response.status, (await response.json())["description"]) == (404, "Not Found")


async def test_a_body_without_a_length_is_read_up_to_a_limit(telegram: StandIn, anna: Person) -> None:
    async def pieces(count: int) -> Any:
        yield f"chat_id={anna.id}&text=".encode()
        for _ in range(count):
            yield b"x" * 1000

    url = f"{telegram.url}/bot{telegram.token}/sendMessage"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    async with aiohttp.ClientSession() as session:
        async with session.post(url, data=pieces(4), headers=form) as response:
            assert response.status == 200
        async with session.post(url, data=pieces(1100), headers=form) as response:
            assert response.status == 413
