"""Telegram Stars: the invoice is paid inside Telegram, currency XTR, no provider token, exactly one price.

`telegram_payment_charge_id` alone names a payment. A subscription is sold by a link only, and each of its payments is
one of its own, with the payload of the link (core.telegram.org/bots/api#createinvoicelink).
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.methods import SendInvoice, SendMessage
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LabeledPrice,
    RefundedPayment,
    SuccessfulPayment,
)
from aiohttp import web

from bot.payments.method import NotNowError, RefusedError
from funnels.definition.methods import Method
from funnels.definition.money import Money, format_money
from funnels.engine.effects.orders import CancelSubscription
from funnels.engine.effects.shown import AskPayment
from funnels.engine.inputs import Paid, Recurring, Refunded
from funnels.engine.limits import SUBSCRIPTION_PERIOD
from funnels.words import say
from storage.refunds import Refund


@dataclass(frozen=True, kw_only=True)
class Stars:
    """Paid inside Telegram with an invoice; given back with `refundStarPayment`, always the whole of a charge."""

    name: ClassVar[Method] = "stars"
    bot: Bot

    async def ask(self, chat: int, asked: AskPayment) -> SendInvoice | SendMessage:
        """The invoice, or a link where it is paid again. `start_parameter` keeps forwarded copies from being paid."""
        if asked.subscribes:
            return await self._ask_to_subscribe(chat, asked)
        return SendInvoice(
            chat_id=chat,
            title=asked.title,
            description=asked.description,
            payload=asked.order,
            provider_token="",
            currency=asked.price.currency,
            prices=[LabeledPrice(label=asked.title, amount=asked.price.amount)],
            start_parameter="pay",
        )

    async def _ask_to_subscribe(self, chat: int, asked: AskPayment) -> SendMessage:
        try:
            link = await self.bot.create_invoice_link(
                title=asked.title,
                description=asked.description,
                payload=asked.order,
                provider_token="",
                currency=asked.price.currency,
                prices=[LabeledPrice(label=asked.title, amount=asked.price.amount)],
                subscription_period=int(SUBSCRIPTION_PERIOD.total_seconds()),
            )
        except TelegramBadRequest as error:
            raise RefusedError(error.message) from error
        price = format_money(asked.price, asked.language)
        button = InlineKeyboardButton(text=say("open_checkout", asked.language, price=price), url=link)
        return SendMessage(
            chat_id=chat,
            text=html.escape(say("subscribe", asked.language, title=asked.title, price=price), quote=False),
            reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]),
        )

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Telegram tells of payments by updates."""
        return ()

    async def refund(self, refund: Refund) -> str:
        """Give the Stars of a charge back; Telegram refuses the second time, which is as good as the first."""
        try:
            await self.bot.refund_star_payment(refund.payer, refund.charge)
        except TelegramBadRequest as error:
            if "CHARGE_ALREADY_REFUNDED" not in str(error):
                raise RefusedError(str(error)) from error
        except TelegramAPIError as error:
            raise NotNowError(str(error)) from error
        return refund.name


def refund_name(charge: str) -> str:
    """The name of the only refund a charge can have."""
    return f"stars:{charge}"


def refunded(payment: RefundedPayment) -> Refunded:
    """The input a refund is that Telegram tells of, whoever made it."""
    charge = payment.telegram_payment_charge_id
    return Refunded(
        refund=refund_name(charge),
        order=payment.invoice_payload,
        charge=charge,
        money=Money(amount=payment.total_amount, currency=payment.currency),
        whole=True,
    )


async def cancel(bot: Bot, person: int, effect: CancelSubscription) -> None:
    """Let Telegram take no more payments; what is paid lasts. Cancelled twice, it is cancelled.

    Raises RefusedError where it cannot be done, and aiogram's TelegramAPIError where asking later may help.
    """
    try:
        await bot.edit_user_star_subscription(person, effect.charge, is_canceled=True)
    except TelegramBadRequest as error:
        raise RefusedError(error.message) from error


def paid(payment: SuccessfulPayment, at: datetime) -> Paid:
    """The input a successful payment is; it was made `at` this moment (UTC)."""
    return Paid(
        order=payment.invoice_payload,
        method="stars",
        money=Money(amount=payment.total_amount, currency=payment.currency),
        charge=payment.telegram_payment_charge_id,
        recurring=_recurring(payment, at),
    )


def _recurring(payment: SuccessfulPayment, at: datetime) -> Recurring | None:
    if not (payment.is_recurring or payment.subscription_expiration_date):
        return None
    said = payment.subscription_expiration_date
    until = datetime.fromtimestamp(said, UTC) if said else at + SUBSCRIPTION_PERIOD
    return Recurring(until=until, first=bool(payment.is_first_recurring))
