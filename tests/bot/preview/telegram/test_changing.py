"""Edits, deletions and copies."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InputMediaPhoto

from bot.preview.telegram import Person, StandIn

from .world import BOOK, MovedClock, keyboard, picture, refusal

TWO_DAYS = 48 * 3600


async def test_an_edit_replaces_text_and_buttons(bot: Bot, anna: Person, clock: MovedClock) -> None:
    sent = await bot.send_message(anna.id, "было", reply_markup=keyboard("да"))
    await anna.sees("было")
    clock.move(60)
    edited = await sent.edit_text("стало")
    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup) == ("стало", None)
    assert edited.edit_date == clock().timestamp()
    assert (await anna.sees("стало")).edited


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "<b>x</b>", parse_mode="HTML", reply_markup=keyboard("да"))
    same = "message is not modified: specified new message content and reply markup are exactly the same"
    with pytest.raises(TelegramBadRequest, match=same):
        await sent.edit_text("<b>x</b>", parse_mode="HTML", reply_markup=keyboard("да"))
    with pytest.raises(TelegramBadRequest, match=same):
        await sent.edit_reply_markup(reply_markup=keyboard("да"))
    await sent.edit_text("x", reply_markup=keyboard("да"))


async def test_new_buttons_alone_do_not_make_a_message_edited(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "x", reply_markup=keyboard("да"))
    await sent.edit_reply_markup(reply_markup=None)
    message = await anna.sees("x")
    assert (message.rows, message.edited) == ([], False)


async def test_only_the_bots_own_messages_can_be_edited(bot: Bot, anna: Person) -> None:
    await anna.writes("моё")
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("твоё", chat_id=anna.id, message_id=anna.chat[-1].id)
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("твоё", chat_id=anna.id, message_id=99)


async def test_text_and_caption_are_not_the_same(bot: Bot, anna: Person) -> None:
    text = await bot.send_message(anna.id, "x")
    photo = await bot.send_photo(anna.id, BufferedInputFile(picture(), "x.png"), caption="y")
    with pytest.raises(TelegramBadRequest, match="there is no caption in the message to edit"):
        await text.edit_caption(caption="z")
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await photo.edit_text("z")
    edited = await photo.edit_caption(caption="z")
    assert not isinstance(edited, bool)
    assert edited.caption == "z"


async def test_media_can_be_replaced(bot: Bot, anna: Person) -> None:
    photo = await bot.send_photo(anna.id, BufferedInputFile(picture(120, 80), "x.png"), caption="y")
    new = InputMediaPhoto(media=BufferedInputFile(picture(40, 60), "z.png"), caption="z")
    edited = await photo.edit_media(new)
    assert not isinstance(edited, bool)
    assert edited.photo is not None
    assert (edited.photo[-1].width, edited.photo[-1].height, edited.caption) == (40, 60, "z")


async def test_a_deleted_message_is_gone(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "x")
    await sent.delete()
    anna.sees_nothing_new()
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await sent.delete()
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await sent.edit_text("y")
    assert "x (deleted)" in anna.transcript()


async def test_an_old_message_cannot_be_deleted(bot: Bot, anna: Person, clock: MovedClock) -> None:
    sent = await bot.send_message(anna.id, "x")
    clock.move(TWO_DAYS)
    with pytest.raises(TelegramBadRequest, match="message can't be deleted for everyone"):
        await sent.delete()


async def test_deleting_many_passes_over_the_missing(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "x")
    assert await bot.delete_messages(anna.id, [sent.message_id, 77])
    anna.sees_nothing_new()
    with pytest.raises(TelegramBadRequest, match="too many message identifiers specified"):
        await bot.delete_messages(anna.id, list(range(1, 102)))


async def test_a_copy_is_a_new_message_with_the_same_content(bot: Bot, telegram: StandIn, anna: Person) -> None:
    manager = telegram.person("Мария")
    await manager.starts()
    await anna.sends_photo(picture(), "вот")
    copied = await bot.copy_message(manager.id, anna.id, anna.chat[-1].id, reply_markup=keyboard("взять"))
    seen = await manager.sees_photo("вот")
    assert (seen.id, seen.author, seen.rows[0][0]["text"]) == (copied.message_id, "bot", "взять")
    await bot.copy_message(manager.id, anna.id, anna.chat[-1].id, caption="<b>иначе</b>", parse_mode="HTML")
    assert (await manager.sees_photo("иначе")).entities[0]["type"] == "bold"


async def test_what_is_no_message_cannot_be_copied(bot: Bot, telegram: StandIn, anna: Person) -> None:
    invoice = await bot.send_invoice(anna.id, **BOOK)
    with pytest.raises(TelegramBadRequest, match="message can't be copied"):
        await bot.copy_message(anna.id, anna.id, invoice.message_id)
    said = await refusal(telegram, "copyMessage", chat_id=anna.id, from_chat_id=anna.id, message_id=99)
    assert said == "Bad Request: message to copy not found"
