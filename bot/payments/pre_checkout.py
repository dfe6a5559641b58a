"""May this invoice be paid, now, by this person? Telegram waits ten seconds for the answer.

An invoice can be paid by anyone who sees it and more than once (tdlib/telegram-bot-api#603), so each question is
checked against the order.
"""

import asyncio

import structlog
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import AnswerPreCheckoutQuery
from aiogram.types import PreCheckoutQuery
from sqlalchemy.exc import SQLAlchemyError

from bot.context import Context
from funnels.words import Word, say
from storage import orders
from storage.orders import OrderRow

log = structlog.get_logger()

ANSWER_WITHIN = 9.0
"""Seconds: Telegram gives up after ten."""

TRY_SECONDS = 3
PAUSE = 0.3


async def answer(context: Context, query: PreCheckoutQuery) -> None:
    """Say yes, or no with a reason the person understands; an answer that does not arrive is given again."""
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            while True:
                pause = await _try(context, query)
                if pause is None:
                    return
                await asyncio.sleep(pause)
    except TimeoutError:
        log.exception("pre-checkout not answered in time", order=query.invoice_payload)


async def _try(context: Context, query: PreCheckoutQuery) -> float | None:
    """None when it is done with, or the seconds after which to try again."""
    try:
        refusal = await _refusal(context, query)
        words = None if refusal is None else say(refusal, query.from_user.language_code or context.settings.language)
        request = AnswerPreCheckoutQuery(pre_checkout_query_id=query.id, ok=refusal is None, error_message=words)
        await context.bot(request, request_timeout=TRY_SECONDS)
    except TelegramRetryAfter as error:
        return error.retry_after
    except (TelegramNetworkError, TelegramServerError) as error:
        log.warning("pre-checkout answered again", order=query.invoice_payload, reason=str(error))
        return PAUSE
    except TelegramAPIError as error:
        log.warning("pre-checkout not answered", order=query.invoice_payload, reason=str(error))
    except SQLAlchemyError as error:
        log.warning("pre-checkout waits for the database", order=query.invoice_payload, reason=str(error))
        return PAUSE
    return None


async def _refusal(context: Context, query: PreCheckoutQuery) -> Word | None:
    async with context.database.read() as connection:
        found = await orders.find(connection, [query.invoice_payload])
    order = found.get(query.invoice_payload)
    if order is None:
        return "order_unknown"
    if order.subscriber_id != query.from_user.id:
        return "not_for_you"
    if order.status in ("paid", "delivered"):
        return "already_bought"
    if order.status != "open" or _is_over(context, order):
        return "offer_is_over"
    if query.currency == order.price.currency and query.total_amount != order.price.amount:
        return "price_changed"  # in another currency the order is of an invoice to be paid otherwise, asked for since
    return None


def _is_over(context: Context, order: OrderRow) -> bool:
    return order.expires_at is not None and context.clock.now() >= order.expires_at
