"""`/reconcile`: what Telegram and payment services say of payments, the bot does not, and a button to put it right."""

import html

import structlog
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.context import Context
from bot.reconcile.books import Scope
from bot.reconcile.mending import can_put_right, put_right
from bot.reconcile.readers import readers
from bot.reconcile.reading import Reconciliation, reconcile
from bot.reconcile.words import lines, say
from bot.reports.messages import Block, pack
from bot.staff.notices import closed
from bot.toasts import toast
from bot.words import say as staff_say

log = structlog.get_logger()

PREFIX = "~reconcile:"
MOST = 20
"""Differences shown in the chat."""


async def answer(context: Context, message: Message, _arguments: str) -> None:
    """What differs, in as many messages as that takes; the button is below the last one."""
    result, language = await _compare(context), context.settings.language
    said = pack(Block(head=html.escape(line, quote=False)) for line in lines(result, language, MOST))
    button = InlineKeyboardButton(text=say("put_right", language), callback_data=f"{PREFIX}mend")
    can = any(map(can_put_right, result.differences))
    for number, text in enumerate(said, start=1):
        last = can and number == len(said)
        await message.answer(text, reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]) if last else None)


async def mend(context: Context, query: CallbackQuery) -> None:
    """The button: both books are read anew, and what can be put right now is."""
    said = await _mend_all(context)
    if isinstance(query.message, Message):
        edit = query.message.edit_text(closed(query.message.html_text, said), reply_markup=None)
        context.edits.put(query.message, edit)
    await toast(query, said)


async def _mend_all(context: Context) -> str:
    """What to tell the owner, also of what kept it from being done."""
    language = context.settings.language
    try:
        found = [one for one in (await _compare(context)).differences if can_put_right(one)]
        for one in found:
            await put_right(context, one)
    except Exception as error:
        log.exception("payments not put right")
        return staff_say("failed", language, reason=type(error).__name__)
    return say("mended", language, count=len(found)) if found else say("nothing_to_mend", language)


async def _compare(context: Context) -> Reconciliation:
    async with readers(context.settings, context.bot) as books:
        return await reconcile(context.database, books, Scope(now=context.clock.now()))
