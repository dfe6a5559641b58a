"""A checkout page of the owner's own: the link carries a signature, and so does what the page reports.

The link's `signature` is the HMAC-SHA256 (hexadecimal) of `order|amount|currency` by LINK_PAY_SECRET, so the page need
not know the order to trust it. The report is signed as the bot's own calls are: see `bot.signing`.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar
from urllib.parse import quote

from aiogram.methods import SendMessage
from aiohttp import web

from bot.clock import Clock
from bot.payments.callbacks import LONGEST_NAME, RejectedError, callback, is_name
from bot.payments.checkout import opens
from bot.payments.intake import Intake
from bot.signing import NotSignedError, check_signed
from bot.web.body import json_in
from funnels.definition.methods import Method
from funnels.definition.money import MOST, Money
from funnels.engine.effects.shown import AskPayment
from funnels.engine.inputs import Paid
from storage.refunds import Refund


@dataclass(frozen=True, kw_only=True)
class Link:
    """Paid on a page outside that knows the secret; money goes back by whoever keeps that page."""

    name: ClassVar[Method] = "link"
    url: str
    secret: bytes
    clock: Clock
    intake: Intake

    async def ask(self, chat: int, asked: AskPayment) -> SendMessage:
        """A button with the signed link; the amount in it is in minor units (kopecks, cents)."""
        fields = {
            "order": asked.order,
            "amount": str(asked.price.amount),
            "currency": asked.price.currency,
            "title": asked.title,
        }
        url = self.url
        for name, value in fields.items():
            url = url.replace(f"{{{name}}}", quote(value, safe=""))
        address, hash_, fragment = url.partition("#")
        joint = "&" if "?" in address else "?"
        return opens(chat, asked, f"{address}{joint}signature={self._signature(asked)}{hash_}{fragment}")

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """`POST /pay/link`: the page reports a payment."""
        return (callback("/pay/link", self._told),)

    async def refund(self, refund: Refund) -> str:  # noqa: ARG002  # as the protocol has it
        """Whoever keeps the page sends it back there; here it only has to be written down."""
        return ""

    def _signature(self, asked: AskPayment) -> str:
        said = f"{asked.order}|{asked.price.amount}|{asked.price.currency}"
        return hmac.new(self.secret, said.encode(), hashlib.sha256).hexdigest()

    async def _told(self, request: web.Request, body: bytes) -> None:
        try:
            check_signed(request.headers, body, self.secret, self.clock.now())
        except NotSignedError as error:
            raise RejectedError(error.problem, error.remedy, status=HTTPStatus.UNAUTHORIZED) from None
        await self.intake.paid(_paid(body))


def _paid(body: bytes) -> Paid:
    """What the page reports: `{"order": "…", "amount": 490000, "currency": "RUB", "charge": "your own id"}`."""
    try:
        said = json_in(body)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise _wrong("the body is no JSON object")
    order, charge, currency, amount = (said.get(name) for name in ("order", "charge", "currency", "amount"))
    for name, value in (("order", order), ("charge", charge), ("currency", currency)):
        if not is_name(value):
            raise _wrong(f"`{name}` is no text of 1 to {LONGEST_NAME} printable characters")
    if type(amount) is not int or not 0 < amount <= MOST:
        raise _wrong("`amount` is no whole number of minor units above zero")
    return Paid(
        order=str(order),
        method="link",
        money=Money(amount=amount, currency=str(currency).upper()),
        charge=f"link:{charge}",
    )


def _wrong(problem: str) -> RejectedError:
    return RejectedError(
        problem,
        'send {"order": "…", "amount": 490000, "currency": "RUB", "charge": "…"}: order and currency as the link had '
        "them, the amount in minor units, and a charge of your own that names this payment for ever",
    )
