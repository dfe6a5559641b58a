"""A payment provider inside Telegram: the person pays by card in Telegram's own form, the money is with the provider.

Connected at @BotFather (core.telegram.org/bots/payments). The Bot API gives back Stars only: money of a provider goes
back in the provider's own cabinet.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from aiogram.methods import SendInvoice
from aiogram.types import LabeledPrice, ShippingAddress, SuccessfulPayment
from aiohttp import web

from bot.payments.shipped import Shipped
from bot.payments.yookassa_receipt import receipt_of
from funnels.definition.methods import Method
from funnels.definition.money import Money
from funnels.engine.effects.shown import AskPayment
from funnels.engine.inputs import Paid
from funnels.engine.order_info import OrderInfo
from storage.refunds import Refund

LONGEST = 500
"""Characters kept of what was filled in."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Paid in Telegram's form, which may also ask who buys and where it is to be brought."""

    name: ClassVar[Method] = "provider"
    token: str

    async def ask(self, chat: int, asked: AskPayment) -> SendInvoice:
        """The invoice. `start_parameter` keeps forwarded copies from being paid by others.

        The provider gets the phone and the e-mail that were asked for: it sends its receipt there.
        """
        return SendInvoice(
            chat_id=chat,
            title=asked.title,
            description=asked.description,
            payload=asked.order,
            provider_token=self.token,
            currency=asked.price.currency,
            prices=[LabeledPrice(label=asked.title, amount=asked.price.amount)],
            start_parameter="pay",
            need_name="name" in asked.asks,
            need_phone_number="phone" in asked.asks,
            need_email="email" in asked.asks,
            need_shipping_address="address" in asked.asks,
            send_phone_number_to_provider="phone" in asked.asks,
            send_email_to_provider="email" in asked.asks,
            is_flexible=asked.shipped,
            provider_data=_receipt(asked),
        )

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Telegram tells of payments by updates."""
        return ()

    async def refund(self, refund: Refund) -> str:  # noqa: ARG002  # as the protocol has it
        """Whoever has the provider's cabinet sends it back there; here it only has to be written down."""
        return ""


def _receipt(asked: AskPayment) -> str | None:
    """What the receipt is made of, in YooKassa's words: the provider adds the e-mail or phone of the form.

    What is brought has none here, so the checker demands: its sum is known only when the way to bring it is chosen.
    """
    if asked.receipt is None:
        return None
    return json.dumps({"receipt": receipt_of(asked.receipt, asked.title, asked.price)}, ensure_ascii=False)


def paid(payment: SuccessfulPayment) -> Paid:
    """The input a successful payment is; `telegram_payment_charge_id` names it."""
    return Paid(
        order=payment.invoice_payload,
        method="provider",
        money=Money(amount=payment.total_amount, currency=payment.currency),
        charge=payment.telegram_payment_charge_id,
        info=_info(payment),
    )


def _info(payment: SuccessfulPayment) -> OrderInfo:
    said, shipped = payment.order_info, Shipped.parse(payment.shipping_option_id)
    phone = re.sub(r"\D", "", said.phone_number or "") if said else ""
    return OrderInfo(
        name=_kept(said.name) if said else "",
        phone=f"+{phone}" if phone else "",
        email=_kept(said.email) if said else "",
        address=_address(said.shipping_address) if said and said.shipping_address else "",
        shipping=shipped.option if shipped else "",
        shipping_price=shipped.price if shipped else None,
        reference=payment.provider_payment_charge_id,
    )


def _address(address: ShippingAddress) -> str:
    """In one line; a city that is its own region is said once."""
    parts = (
        address.country_code,
        address.post_code,
        address.state,
        address.city,
        address.street_line1,
        address.street_line2,
    )
    return _kept(", ".join(dict.fromkeys(part.strip() for part in parts if part and part.strip())))


def _kept(text: str | None) -> str:
    return " ".join((text or "").split())[:LONGEST]
