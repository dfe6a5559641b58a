"""Reports in the owner's chat: the picture, and below it the text with the buttons that redraw both."""

import structlog
from aiogram.types import CallbackQuery, Message

from bot.context import Context
from bot.desk.drawing import Desk
from bot.desk.reading import read_view
from bot.desk.words import DESK
from bot.reports.report import AskedError
from bot.toasts import toast
from bot.words import say

log = structlog.get_logger()


async def answer(report: str, context: Context, message: Message, arguments: str) -> None:
    """The report these words ask for, or what words there are, or which funnels."""
    async with context.desk:
        desk = Desk(context, message.from_user.id if message.from_user else 0)
        try:
            view = read_view(report, arguments, scripts=desk.scripts, today=desk.today)
            if view.question.funnel:
                await desk.send(message, view)
            else:
                text, buttons = desk.choice(view)
                await message.answer(text, reply_markup=buttons)
        except AskedError as error:
            await message.answer(error.why[desk.language])


async def pressed(context: Context, query: CallbackQuery) -> None:
    """A button of a report: the same message shows another view of it."""
    async with context.desk:
        said = await _turn(Desk(context, query.from_user.id), query)
    await toast(query, said)


async def _turn(desk: Desk, query: CallbackQuery) -> str:
    """Redraw the message; what the owner is told in passing."""
    shown = query.message
    view = await desk.view_of(query.data or "", shown) if isinstance(shown, Message) else None
    if not isinstance(shown, Message) or view is None:
        return DESK[desk.language].old_button
    try:
        await desk.redraw(shown, view)
    except AskedError as error:
        await shown.answer(error.why[desk.language])
    except Exception as error:
        log.exception("report failed", button=query.data)
        return say("failed", desk.language, reason=type(error).__name__)
    return ""
