"""`/spend`: what advertising cost, told in a message or in a sheet; kept when an owner has seen what was understood.

Nothing is kept before: the button reads the message or the file once more, and saves what it showed or nothing.
"""

import asyncio
from collections.abc import Sequence
from html import escape
from zoneinfo import ZoneInfo

from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.context import Context
from bot.spend.complaint import SpendError, wrong
from bot.spend.grid import MOST_BYTES
from bot.spend.message import read_caption, read_message
from bot.spend.preview import known_already, listed, preview, refusal
from bot.spend.preview_words import say
from bot.spend.sheet import read_sheet
from bot.spend.spend import Spend, known_sources
from bot.staff.notices import closed
from bot.toasts import toast
from funnels.analytics.spend import digest
from funnels.engine.commands import command_in
from storage import links, spend
from storage.spend import Known

PREFIX = "~spend:"

_SHOWN = 8
"""Imports in the list."""


async def answer(context: Context, message: Message, arguments: str) -> None:
    """What was understood, with buttons to save it; without words, how to tell it and what is saved."""
    if not (arguments or message.document):
        await _list(context, message)
        return
    language = context.settings.language
    found = await _understood(context, message, arguments)
    if isinstance(found, str):
        await message.reply(found)
        return
    known = await _known(context, found)
    if any(one.same for one in known):
        await message.reply(known_already(known, language, ZoneInfo(context.settings.timezone)))
        return
    async with context.database.read() as connection:
        touched = await links.touched(connection, [row.source for row in found.rows])
    buttons = [
        InlineKeyboardButton(text=say("save", language), callback_data=f"{PREFIX}save:{_digest(found)}"),
        InlineKeyboardButton(text=say("cancel", language), callback_data=f"{PREFIX}cancel"),
    ]
    text = preview(found, _file(message), known, touched, language)
    await message.reply(text, reply_markup=InlineKeyboardMarkup(inline_keyboard=[buttons]))


async def pressed(context: Context, query: CallbackQuery) -> None:
    """Save, cancel or undo; the message says what came of it."""
    shown = query.message
    if not isinstance(shown, Message):
        await toast(query, say("gone", context.settings.language))
        return
    act, _, what = (query.data or "").removeprefix(PREFIX).partition(":")
    if act == "save":
        said, buttons = await _save(context, shown.reply_to_message, what, query.from_user.id)
    elif act == "undo" and what.isdecimal():
        said, buttons = await _undo(context, int(what), query.from_user.id), None
    else:
        said, buttons = say("cancelled", context.settings.language), None
    context.edits.put(shown, shown.edit_text(closed(shown.html_text, said), reply_markup=buttons))
    await toast(query)


async def _save(
    context: Context, message: Message | None, wanted: str, by: int
) -> tuple[str, InlineKeyboardMarkup | None]:
    language = context.settings.language
    if message is None:
        return say("gone", language), None
    command = command_in(message.text or message.caption or "")
    found = await _understood(context, message, command.arguments if command else "")
    if isinstance(found, str) or _digest(found) != wanted:
        return say("changed", language), None
    known = await _known(context, found)
    id_ = None
    if not any(one.same for one in known):
        async with context.database.write() as connection:
            id_ = await spend.save(connection, found.rows, file=_file(message), by=by, now=context.clock.now())
    if id_ is None:
        known = await _known(context, found)
        return known_already(known, language, ZoneInfo(context.settings.timezone)), None
    return say("saved", language), _undo_button(id_, say("undo", language))


async def _undo(context: Context, id_: int, by: int) -> str:
    async with context.database.write() as connection:
        undone = await spend.undo(connection, id_, by=by, now=context.clock.now())
    return say("undone" if undone else "undone_before", context.settings.language)


async def _understood(context: Context, message: Message, words: str) -> Spend | str:
    """The spend of a message or a file, or why there is none."""
    language, file = context.settings.language, message.document
    today = context.clock.now().astimezone(ZoneInfo(context.settings.timezone)).date()
    async with context.database.read() as connection:
        sources = known_sources(await links.names(connection))
    try:
        if file is None:
            return read_message(words, sources, today)
        caption = read_caption(words)
        if (file.file_size or 0) > MOST_BYTES:
            raise wrong("too_large", most=MOST_BYTES // 1_000_000)
        content = await context.bot.download(file.file_id)
        assert content is not None  # no place to write it to was given
        return await asyncio.to_thread(read_sheet, content.read(), caption, sources, today)
    except SpendError as error:
        return "\n\n".join([refusal(error, _file(message), language), *([] if file else [say("how", language)])])
    except TelegramAPIError as error:
        return say("not_downloaded", language, reason=escape(str(error)))


async def _known(context: Context, found: Spend) -> Sequence[Known]:
    async with context.database.read() as connection:
        return await spend.known(connection, found.rows)


async def _list(context: Context, message: Message) -> None:
    language, zone = context.settings.language, ZoneInfo(context.settings.timezone)
    async with context.database.read() as connection:
        saved = await spend.saved(connection, _SHOWN)
    lines = [say("how", language)]
    if saved:
        lines += ["", say("imports", language), *listed(saved, language, zone)]
    rows = [
        row
        for number, one in enumerate(saved, start=1)
        for row in _undo_button(one.of.id, f"{say('undo', language)} {number}").inline_keyboard
    ]
    await message.answer("\n".join(lines), reply_markup=InlineKeyboardMarkup(inline_keyboard=rows) if rows else None)


def _undo_button(id_: int, text: str) -> InlineKeyboardMarkup:
    button = InlineKeyboardButton(text=text, callback_data=f"{PREFIX}undo:{id_}")
    return InlineKeyboardMarkup(inline_keyboard=[[button]])


def _file(message: Message) -> str:
    """The name of the file; empty for a message without one."""
    return (message.document.file_name or "file") if message.document else ""


def _digest(found: Spend) -> str:
    """Enough of it to tell this spend from any other, in what a button may carry."""
    return digest(found.rows)[:32]
