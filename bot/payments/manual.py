"""Payment by hand: the person says they paid, an owner looks and confirms or refuses with one press.

Pressing twice, or two owners at once, confirms once: the charge is named after the order.
"""

import structlog
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.context import Context
from bot.incoming import Incoming
from bot.tasks import spawn
from bot.words import Word, say
from funnels.engine.inputs import Paid, PaymentRefused
from storage import orders

log = structlog.get_logger()

PREFIX = "claim:"
CONFIRM = f"{PREFIX}yes:"
REFUSE = f"{PREFIX}no:"


def keyboard(order: str, language: str) -> InlineKeyboardMarkup:
    """The two buttons under an owner's notice."""
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(text=say("confirm", language), callback_data=f"{CONFIRM}{order}"),
                InlineKeyboardButton(text=say("refuse", language), callback_data=f"{REFUSE}{order}"),
            ]
        ]
    )


async def decide(context: Context, query: CallbackQuery) -> None:
    """An owner pressed one of the two. Done when the decision is kept; the owner is answered beside that."""
    data = query.data or ""
    confirmed = data.startswith(CONFIRM)
    key = data.removeprefix(CONFIRM if confirmed else REFUSE)
    async with context.database.read() as connection:
        order = (await orders.find(connection, [key])).get(key)
    language = context.settings.language
    if order is None or order.status != "open":
        spawn(_close(context, query, say("decided_already", language)), name="close a notice")
        return
    input_ = (
        Paid(order=key, method="manual", money=order.price, charge=f"manual:{key}")
        if confirmed
        else PaymentRefused(order=key)
    )
    effects = await context.runner.submit(Incoming(subscriber=order.subscriber_id, input=input_))
    decided: Word = "confirmed" if confirmed else "refused"
    spawn(_close(context, query, say(decided if effects else "decided_already", language)), name="close a notice")


async def _close(context: Context, query: CallbackQuery, toast: str) -> None:
    notice = query.message
    if isinstance(notice, Message):
        edit = notice.edit_text(f"{notice.html_text}\n\n<b>{toast}</b>", reply_markup=None)
        context.edits.put(notice, edit)
    try:
        await query.answer(toast)
    except TelegramAPIError as error:
        log.info("press not answered", reason=str(error))
