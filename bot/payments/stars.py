"""Telegram Stars: the invoice is paid inside Telegram, currency XTR, no provider token, exactly one price.

`telegram_payment_charge_id` alone names a payment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.methods import SendInvoice
from aiogram.types import LabeledPrice, RefundedPayment, SuccessfulPayment
from aiohttp import web

from bot.payments.method import NotNowError, RefusedError
from funnels.definition.methods import Method
from funnels.definition.money import Money
from funnels.engine.effects.shown import AskPayment
from funnels.engine.inputs import Paid, Refunded
from storage.refunds import Refund


@dataclass(frozen=True, kw_only=True)
class Stars:
    """Paid inside Telegram with an invoice; given back with `refundStarPayment`, always the whole of a charge."""

    name: ClassVar[Method] = "stars"
    bot: Bot

    async def ask(self, chat: int, asked: AskPayment) -> SendInvoice:
        """The invoice. `start_parameter` keeps forwarded copies from being paid by others."""
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


def paid(payment: SuccessfulPayment) -> Paid:
    """The input a successful payment is."""
    return Paid(
        order=payment.invoice_payload,
        method="stars",
        money=Money(amount=payment.total_amount, currency=payment.currency),
        charge=payment.telegram_payment_charge_id,
    )
