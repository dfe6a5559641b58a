"""Buttons and other reply markup: what is taken, what is refused and how."""

import json
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.preview.telegram import ActionError, Person, StandIn

from .world import called, keyboard, refusal

PREFIX = "can't parse inline keyboard button: "


@pytest.mark.parametrize("size", [1, 64])
async def test_callback_data_of_1_to_64_bytes_is_taken(bot: Bot, anna: Person, size: int) -> None:
    await bot.send_message(anna.id, "?", reply_markup=keyboard("a" * size))
    assert (await anna.sees("?")).rows[0][0]["callback_data"] == "a" * size


async def test_longer_callback_data_is_refused(bot: Bot, anna: Person) -> None:
    with pytest.raises(TelegramBadRequest, match="BUTTON_DATA_INVALID"):
        await bot.send_message(anna.id, "?", reply_markup=keyboard("я" * 32 + "a"))


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "x", "callback_data": ""}, PREFIX + "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x"}, PREFIX + "Text buttons are unallowed in the inline keyboard"),
        ({"callback_data": "x"}, PREFIX + 'Can\'t find field "text"'),
        ("x", PREFIX + "InlineKeyboardButton must be an Object"),
        ({"text": " ", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        (
            {"text": "x", "url": "http://localhost/a"},
            "inline keyboard button URL 'http://localhost/a' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "url": "https://"},
            "inline keyboard button URL 'https://' is invalid: URL host is empty",
        ),
        (
            {"text": "x", "url": "ftp://a.example"},
            "inline keyboard button URL 'ftp://a.example' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "x", "web_app": {"url": "http://a.example"}},
            "inline keyboard button Web App URL 'http://a.example' is invalid: Only HTTPS links are allowed",
        ),
        ({"text": "x", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
    ],
)
async def test_a_bad_button_is_refused(telegram: StandIn, anna: Person, button: Any, words: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    said = await refusal(telegram, "sendMessage", chat_id=anna.id, text="?", reply_markup=markup)
    assert said == f"Bad Request: {words}"
    anna.sees_nothing_new()


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        (
            {"inline_keyboard": ["x"]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ({"keyboard": [1]}, 'field "keyboard" must be an Array of Arrays'),
        ({"keyboard": [[1]]}, "can't parse keyboard button: KeyboardButton must be a String or an Object"),
        ({"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 101]}, "reply markup is too long"),
    ],
)
async def test_bad_markup_is_refused(telegram: StandIn, anna: Person, markup: Any, words: str) -> None:
    said = await refusal(telegram, "sendMessage", chat_id=anna.id, text="?", reply_markup=markup)
    assert said == f"Bad Request: {words}"


@pytest.mark.parametrize("as_text", [True, False])
async def test_markup_comes_as_text_or_as_an_object(telegram: StandIn, anna: Person, *, as_text: bool) -> None:
    markup: Any = {"inline_keyboard": [[{"text": "x", "url": "HTTPS://A.example"}], []]}
    answer = await called(
        telegram,
        "sendMessage",
        chat_id=anna.id,
        text="?",
        reply_markup=json.dumps(markup) if as_text else markup,
    )
    shown = {"inline_keyboard": [[{"text": "x", "url": "https://a.example/"}]]}
    assert answer["result"]["reply_markup"] == shown


async def test_a_keyboard_of_answers_stays_until_it_is_removed(bot: Bot, telegram: StandIn, anna: Person) -> None:
    answers = [[KeyboardButton(text="Да"), KeyboardButton(text="Мой номер", request_contact=True)]]
    await bot.send_message(anna.id, "?", reply_markup=ReplyKeyboardMarkup(keyboard=answers))
    await anna.presses("Да")
    await anna.presses("Мой номер")
    said, shared = [message.body for message in anna.chat[-2:]]
    assert said["text"] == "Да"
    assert shared["contact"]["user_id"] == anna.id
    await bot.send_message(anna.id, "ok", reply_markup=ReplyKeyboardRemove())
    with pytest.raises(AssertionError, match="finds no button"):
        await anna.presses("Да")


async def test_a_keyboard_for_a_single_use_folds_and_can_be_used_again(
    bot: Bot, telegram: StandIn, anna: Person
) -> None:
    answers = [[KeyboardButton(text="Да"), KeyboardButton(text="Нет")]]
    await bot.send_message(anna.id, "?", reply_markup=ReplyKeyboardMarkup(keyboard=answers, one_time_keyboard=True))
    assert not anna.room.folded
    await anna.writes("Да")
    assert not anna.room.folded
    await anna.presses("Да")
    assert anna.room.folded
    await anna.presses("Нет")
    await bot.send_message(anna.id, "?", reply_markup=ReplyKeyboardMarkup(keyboard=answers))
    assert not anna.room.folded
    await anna.presses("Нет")
    assert not anna.room.folded


async def test_other_buttons_are_kept_as_they_are(telegram: StandIn, anna: Person) -> None:
    rows = [
        [{"text": "приложение", "web_app": {"url": "https://a.example/app"}}],
        [{"text": "человек", "url": "tg://user?id=1001"}],
        [{"text": "поиск", "switch_inline_query": ""}],
    ]
    markup = {"inline_keyboard": rows}
    answer = await called(telegram, "sendMessage", chat_id=anna.id, text="?", reply_markup=markup)
    assert answer["result"]["reply_markup"]["inline_keyboard"] == [
        [{"text": "приложение", "web_app": {"url": "https://a.example/app"}}],
        [{"text": "человек", "url": "tg://user?id=1001"}],
        [{"text": "поиск", "switch_inline_query": ""}],
    ]
    assert (await anna.presses("приложение")).url == "https://a.example/app"
    with pytest.raises(ActionError, match="does nothing here"):
        await anna.presses("поиск")


async def test_a_place_is_shared_by_its_button(telegram: StandIn, anna: Person) -> None:
    markup = {"keyboard": [["Да", {"text": "Я здесь", "request_location": True}]]}
    await called(telegram, "sendMessage", chat_id=anna.id, text="?", reply_markup=markup)
    await anna.presses("Я здесь")
    assert "location" in anna.chat[-1].body
    assert "<location 55" in anna.transcript()


async def test_an_empty_markup_is_none(telegram: StandIn, anna: Person) -> None:
    answer = await called(telegram, "sendMessage", chat_id=anna.id, text="?", reply_markup={})
    assert "reply_markup" not in answer["result"]
