"""Telegram Stars: the invoice is paid inside Telegram, currency XTR, no provider token, exactly one price.

An invoice can be paid by anyone who sees it and more than once (tdlib/telegram-bot-api#603), so each pre-checkout is
checked against the order, and `telegram_payment_charge_id` alone names a payment.
"""

import structlog
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import SendInvoice as SendInvoiceMethod
from aiogram.types import LabeledPrice, PreCheckoutQuery, SuccessfulPayment

from bot.context import Context
from funnels.definition.money import Money
from funnels.engine.effects import SendInvoice
from funnels.engine.inputs import Paid
from funnels.words import Word, say
from storage import orders

log = structlog.get_logger()


def invoice(chat: int, effect: SendInvoice) -> SendInvoiceMethod:
    """The request that shows the invoice. `start_parameter` keeps forwarded copies from being paid by others."""
    return SendInvoiceMethod(
        chat_id=chat,
        title=effect.title,
        description=effect.description,
        payload=effect.order,
        provider_token="",
        currency=effect.price.currency,
        prices=[LabeledPrice(label=effect.title, amount=effect.price.amount)],
        start_parameter="pay",
    )


def paid(payment: SuccessfulPayment) -> Paid:
    """The input a successful payment is."""
    return Paid(
        order=payment.invoice_payload,
        method="stars",
        money=Money(amount=payment.total_amount, currency=payment.currency),
        charge=payment.telegram_payment_charge_id,
    )


async def answer(context: Context, query: PreCheckoutQuery) -> None:
    """Say yes, or no with a reason the person understands."""
    refusal = await _refusal(context, query)
    try:
        if refusal is None:
            await context.bot.answer_pre_checkout_query(query.id, ok=True)
        else:
            language = query.from_user.language_code or context.settings.language
            await context.bot.answer_pre_checkout_query(
                query.id, ok=False, error_message=say(refusal, language)
            )
    except TelegramAPIError as error:
        log.warning("pre-checkout not answered", order=query.invoice_payload, reason=str(error))


async def _refusal(context: Context, query: PreCheckoutQuery) -> Word | None:
    async with context.database.read() as connection:
        found = await orders.find(connection, [query.invoice_payload])
    order = found.get(query.invoice_payload)
    if order is None:
        return "order_unknown"
    if order.subscriber_id != query.from_user.id:
        return "not_for_you"
    if order.status != "open":
        return "already_bought"
    if order.expires_at is not None and context.clock.now() >= order.expires_at:
        return "offer_is_over"
    if Money(amount=query.total_amount, currency=query.currency) != order.price:
        return "price_changed"
    return None
