"""Telegram's questions before a payment: whoever pays looks at a spinner, and Telegram waits ten seconds.

They are answered beside everything else, from what is committed; an answer that does not arrive is given again.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import TelegramMethod
from sqlalchemy.exc import SQLAlchemyError

log = structlog.get_logger()

ANSWER_WITHIN = 9.0
"""Seconds: Telegram gives up after ten."""

TRY_SECONDS = 3
PAUSE = 0.3

Decide = Callable[[], Awaitable[TelegramMethod[bool]]]
"""Makes the answer, anew for each try: what it depends on may have changed."""


async def answer(bot: Bot, decide: Decide, *, asked: str, order: str) -> None:
    """Answer what was `asked` about the order, within the time there is."""
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            while True:
                pause = await _try(bot, decide, asked, order)
                if pause is None:
                    return
                await asyncio.sleep(pause)
    except TimeoutError:
        log.exception("question not answered in time", asked=asked, order=order)


async def _try(bot: Bot, decide: Decide, asked: str, order: str) -> float | None:
    """None when it is done with, or the seconds after which to try again."""
    try:
        await bot(await decide(), request_timeout=TRY_SECONDS)
    except TelegramRetryAfter as error:
        return error.retry_after
    except (TelegramNetworkError, TelegramServerError) as error:
        log.warning("question answered again", asked=asked, order=order, reason=str(error))
        return PAUSE
    except TelegramAPIError as error:
        log.warning("question not answered", asked=asked, order=order, reason=str(error))
    except SQLAlchemyError as error:
        log.warning("question waits for the database", asked=asked, order=order, reason=str(error))
        return PAUSE
    return None
