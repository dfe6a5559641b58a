"""The answer to a press: it stops the button's spinner and may say a few words above the chat."""

import structlog
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery

log = structlog.get_logger()


async def toast(query: CallbackQuery, text: str | None = None) -> None:
    """Answer a press; one that is too old to be answered is no harm, what was pressed for is done."""
    try:
        await query.answer(text)
    except TelegramAPIError as error:
        log.info("press not answered", reason=str(error))
