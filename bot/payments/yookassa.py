"""YooKassa: a page of theirs takes the payment, a notification says so, and their API is asked whether it is true.

The rules are those of https://yookassa.ru/developers: a request with an `Idempotence-Key` is carried out once in 24
hours; a notification is no proof by itself, the object it names is; amounts are texts with a point, `4900.00`.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from aiogram.methods import SendMessage
from aiohttp import web

from bot.payments.callbacks import RejectedError, callback
from bot.payments.checkout import done_url, opens
from bot.payments.intake import Intake
from bot.payments.method import NotNowError, RefusedError, TakenError
from bot.payments.service import NotFoundError, Service
from bot.payments.yookassa_money import from_yookassa, to_yookassa
from bot.payments.yookassa_receipt import receipt_of
from bot.web.body import json_in
from funnels.definition.methods import Method
from funnels.engine.effects.shown import AskPayment
from funnels.engine.inputs import Paid
from storage.refunds import Refund

ATTEMPTS = 5
"""Pages of one order at one price that may have gone stale within the 24 hours a key holds."""

LONGEST_DESCRIPTION = 128
_ID = re.compile(r"[A-Za-z0-9-]{1,64}")


@dataclass(frozen=True, kw_only=True)
class YooKassa:
    """Paid on YooKassa's page; given back through its API."""

    name: ClassVar[Method] = "yookassa"
    service: Service
    intake: Intake
    public_url: str

    async def ask(self, chat: int, asked: AskPayment) -> SendMessage:
        """A button with the page. A page nobody paid on goes stale after an hour or so: then there is a new one."""
        stale = ""
        for _ in range(ATTEMPTS):
            payment = await self._begin(asked, stale)
            if payment.get("status") != "canceled":
                return await self._show(chat, asked, payment)
            stale = _id(payment.get("id"))
        raise NotNowError("YooKassa has closed every page of this order")

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """`POST /pay/yookassa`, the address for HTTP notifications in the cabinet."""
        return (callback("/pay/yookassa", self._told),)

    async def refund(self, refund: Refund) -> str:
        """Give it back; YooKassa's name of the refund. One that takes its time is asked for until it is made."""
        id_ = refund.reference or await self._begin_refund(refund)
        now = await self.service.get(f"/v3/refunds/{id_}")  # a repeated request is answered as then
        if now.get("status") == "canceled":
            reason = _within(now, "cancellation_details", "reason")
            raise RefusedError(f"YooKassa cancelled the refund: {reason}; see the payment in its cabinet")
        if now.get("status") != "succeeded":
            raise TakenError(id_, "YooKassa has taken the refund and has not made it yet; see it in its cabinet")
        return id_

    async def _begin_refund(self, refund: Refund) -> str:
        """Its id; asked for again within the 24 hours a key holds, the same one."""
        metadata = {"refund": refund.name}
        body = {"payment_id": refund.charge, "amount": to_yookassa(refund.money), "metadata": metadata}
        if refund.receipt and not refund.whole:  # of a whole one YooKassa makes the receipt by that of the payment
            body["receipt"] = receipt_of(refund.receipt, refund.title, refund.money)
        made = await self.service.post("/v3/refunds", key=("Idempotence-Key", refund.name), body=body)
        return _id(made.get("id"))

    async def _begin(self, asked: AskPayment, stale: str) -> dict[str, Any]:
        """The payment of this order at this price as it stands now; the answer to a repeated request is of then."""
        body: dict[str, object] = {
            "amount": to_yookassa(asked.price),
            "capture": True,
            "confirmation": {"type": "redirect", "return_url": done_url(self.public_url, asked)},
            "description": asked.title[:LONGEST_DESCRIPTION],
            "metadata": {"order": asked.order},
        }
        if asked.receipt:
            body["receipt"] = receipt_of(asked.receipt, asked.title, asked.price)
        key = hashlib.sha256(json.dumps([body, asked.refunds, stale]).encode()).hexdigest()
        try:
            begun = await self.service.post("/v3/payments", key=("Idempotence-Key", key), body=body)
        except RefusedError as error:
            lacks = asked.receipt is None and "receipt" in str(error).lower()
            raise RefusedError(f"{error}; add receipt: to the product (docs/payments.md)") if lacks else error from None
        return {**begun, **await self.service.get(f"/v3/payments/{_id(begun.get('id'))}")}

    async def _show(self, chat: int, asked: AskPayment, payment: Mapping[str, Any]) -> SendMessage:
        """The page; one that is paid on, of which we were not told yet, is taken in."""
        if payment.get("status") == "succeeded":
            await self.intake.paid(_paid(payment))
        url = _within(payment, "confirmation", "confirmation_url")
        if not isinstance(url, str):
            raise NotNowError("YooKassa gave no page to pay on")
        return opens(chat, asked, url)

    async def _told(self, _request: web.Request, body: bytes) -> None:
        """A notification: `{"event": "payment.succeeded", "object": {"id": …}}`; only the id of it is used."""
        try:
            said = json_in(body)
            event, id_ = str(said["event"]), _id(said["object"]["id"])
        except (ValueError, TypeError, KeyError, NotNowError):
            raise RejectedError("this is no notification of YooKassa", "send what its documentation shows") from None
        try:
            if event.startswith("payment."):
                await self._payment(id_)
            elif event.startswith("refund."):
                await self._refund(id_)
        except NotFoundError:
            raise RejectedError(
                "YooKassa knows nothing of this", "notify of payments and refunds of this shop only"
            ) from None

    async def _payment(self, id_: str) -> bool:
        """Take a payment in, if it is one of this bot and the money is there; whether it is."""
        payment = await self.service.get(f"/v3/payments/{id_}")
        ours = payment.get("status") == "succeeded" and _order(payment) != ""
        if ours:
            await self.intake.paid(_paid(payment))
        return ours

    async def _refund(self, id_: str) -> None:
        """Take a refund in, after its payment, which may not have been told yet."""
        refund = await self.service.get(f"/v3/refunds/{id_}")
        if refund.get("status") == "succeeded":
            charge = _id(refund.get("payment_id"))
            if await self._payment(charge):
                name, money = str(_within(refund, "metadata", "refund") or ""), from_yookassa(refund)
                await self.intake.refunded(self.name, charge, reference=id_, money=money, name=name)


def _paid(payment: Mapping[str, Any]) -> Paid:
    return Paid(order=_order(payment), method="yookassa", money=from_yookassa(payment), charge=_id(payment.get("id")))


def _order(payment: Mapping[str, Any]) -> str:
    """The order a payment is for; empty for one that another system of the same shop has begun."""
    return str(_within(payment, "metadata", "order") or "")


def _within(said: Mapping[str, Any], outer: str, inner: str) -> object:
    found = said.get(outer)
    return found.get(inner) if isinstance(found, dict) else None


def _id(value: object) -> str:
    """An id as YooKassa makes them: it becomes part of an address."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise NotNowError("YooKassa named no id")
    return value
