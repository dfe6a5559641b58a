"""Presses on buttons and the bot's answers to them."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.preview.telegram import Person, StandIn

from .world import MovedClock, keyboard

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def query_of(bot: Bot, anna: Person) -> str:
    """The id of a query that waits for an answer."""
    await bot.send_message(anna.id, "?", reply_markup=keyboard("да"))
    await anna.presses("да")
    return (await bot.get_updates())[-1].callback_query.id  # type: ignore[union-attr]  # it was pressed above


async def test_a_press_tells_the_bot_what_was_pressed(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "?", reply_markup=keyboard("да", "нет"))
    await anna.presses("нет")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert query.message is not None
    assert (query.data, query.from_user.id, query.message.message_id) == ("нет", anna.id, sent.message_id)


async def test_the_newest_button_of_that_name_is_pressed(bot: Bot, anna: Person) -> None:
    first = await bot.send_message(anna.id, "1", reply_markup=keyboard("да"))
    second = await bot.send_message(anna.id, "2", reply_markup=keyboard("да"))
    await anna.presses("да")
    await anna.presses("да", message=anna.chat[first.message_id - 1])
    pressed = [update.callback_query for update in await bot.get_updates()]
    assert [query.message.message_id for query in pressed if query and query.message] == [
        second.message_id,
        first.message_id,
    ]


async def test_the_answer_is_seen_as_a_toast(bot: Bot, anna: Person) -> None:
    await bot.answer_callback_query(await query_of(bot, anna), "Готово", show_alert=True)
    assert await anna.sees_toast("готово") == {"text": "Готово", "alert": True, "url": None}


async def test_a_query_is_answered_once(bot: Bot, anna: Person) -> None:
    query = await query_of(bot, anna)
    await bot.answer_callback_query(query)
    with pytest.raises(TelegramBadRequest, match=TOO_OLD):
        await bot.answer_callback_query(query)
    with pytest.raises(TelegramBadRequest, match=TOO_OLD):
        await bot.answer_callback_query("12345")


async def test_a_late_answer_is_refused(bot: Bot, anna: Person, clock: MovedClock) -> None:
    query = await query_of(bot, anna)
    clock.move(15)
    with pytest.raises(TelegramBadRequest, match=TOO_OLD):
        await bot.answer_callback_query(query)


async def test_a_toast_has_at_most_200_characters(bot: Bot, anna: Person) -> None:
    query = await query_of(bot, anna)
    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await bot.answer_callback_query(query, "я" * 201)
    await bot.answer_callback_query(query, "я" * 200)


async def test_an_answer_may_open_the_bots_own_link_only(bot: Bot, anna: Person) -> None:
    query = await query_of(bot, anna)
    with pytest.raises(TelegramBadRequest, match="URL_INVALID"):
        await bot.answer_callback_query(query, url="https://a.example/")
    await bot.answer_callback_query(query, url="https://t.me/voronka_preview_bot?start=x")


async def test_other_buttons_tell_the_bot_nothing(bot: Bot, telegram: StandIn, anna: Person) -> None:
    buttons = [
        [InlineKeyboardButton(text="сайт", url="https://a.example/x")],
        [InlineKeyboardButton.model_validate({"text": "код", "copy_text": {"text": "BOOK10"}})],
    ]
    await bot.send_message(anna.id, "?", reply_markup=InlineKeyboardMarkup(inline_keyboard=buttons))
    assert (await anna.presses("сайт")).url == "https://a.example/x"
    assert (await anna.presses("код")).copied == "BOOK10"
    assert len(telegram.updates) == 0


async def test_a_missing_button_shows_the_chat(bot: Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "Вопрос", reply_markup=keyboard("да"))
    with pytest.raises(AssertionError, match=r"finds no button \[нет\][\s\S]*Voronka: Вопрос\s+\[да\]"):
        await anna.presses("нет")
