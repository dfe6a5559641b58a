"""Stripe Checkout: a page of theirs takes the payment, a signed event says so.

The rules are those of https://docs.stripe.com: forms with an `Idempotency-Key`; `Stripe-Signature` is `t=…,v1=…` over
`t`, a dot and the body, good for five minutes, several `v1` while a secret is being changed; a session can be paid for
between 30 minutes and 24 hours. A payment is known by its PaymentIntent.
"""

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import quote

from aiogram.methods import SendMessage
from aiohttp import web

from bot.clock import Clock
from bot.payments.callbacks import RejectedError, callback, is_name
from bot.payments.checkout import done_url, opens
from bot.payments.intake import Intake
from bot.payments.method import NotNowError, RefusedError
from bot.payments.service import BrokenError, NotFoundError, Service
from bot.payments.stripe_money import from_stripe, to_stripe
from bot.web.body import json_in
from funnels.definition.methods import Method
from funnels.definition.money import MOST, Money
from funnels.engine.effects.shown import AskPayment
from funnels.engine.inputs import Paid
from storage.refunds import Refund

TOLERANCE = 300
"""Seconds between the moment an event was signed and now."""

ATTEMPTS = 5
"""Pages of one order at one price that may have gone stale while Stripe remembers a key."""

SHORTEST, LONGEST = timedelta(minutes=30), timedelta(hours=24)
"""How long a page can be paid on."""

MARGIN = timedelta(minutes=2)
"""For clocks that differ and requests on their way."""

KEY = "Idempotency-Key"
FAILED = ("failed", "canceled")
"""States of a refund whose money is on the account again; one can come to them days after it was told as done."""


@dataclass(frozen=True, kw_only=True)
class Stripe:
    """Paid on Stripe's page; given back through its API."""

    name: ClassVar[Method] = "stripe"
    service: Service
    webhook_secret: bytes
    intake: Intake
    clock: Clock
    public_url: str

    async def ask(self, chat: int, asked: AskPayment) -> SendMessage:
        """A button with the page, the same one until it goes stale."""
        stale = ""
        for attempt in range(ATTEMPTS):
            try:
                session = await self._begin(asked, stale)
            except BrokenError:  # given again under the same key, for a day
                stale = f"{stale}/{attempt}"
                continue
            if session.get("status") != "expired":
                return await self._show(chat, asked, session)
            stale = str(session["id"])
        raise NotNowError("Stripe does not work, or has closed every page of this order")

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """`POST /pay/stripe`, the endpoint of the webhook."""
        return (callback("/pay/stripe", self._told),)

    async def refund(self, refund: Refund) -> str:
        """Give it back; Stripe's name of the refund."""
        form = {
            "payment_intent": refund.charge,
            "amount": str(to_stripe(refund.money)),
            "metadata[order]": refund.order,
            "metadata[refund]": refund.name,
        }
        made = await self.service.post("/v1/refunds", key=(KEY, refund.name), form=form)
        now = await self.service.get(f"/v1/refunds/{made['id']}")  # the answer to a repeated request is of then
        if now.get("status") in FAILED:
            raise RefusedError(f"Stripe could not make the refund: {_why(now)}")
        return str(made["id"])

    async def _begin(self, asked: AskPayment, stale: str) -> dict[str, Any]:
        """The session of this order at this price as it stands now; the answer to a repeated request is of then."""
        done = done_url(self.public_url, asked)
        form = {
            "mode": "payment",
            "client_reference_id": asked.order,
            "metadata[order]": asked.order,
            "payment_intent_data[metadata][order]": asked.order,
            "line_items[0][quantity]": "1",
            "line_items[0][price_data][currency]": asked.price.currency.lower(),
            "line_items[0][price_data][unit_amount]": str(to_stripe(asked.price)),
            "line_items[0][price_data][product_data][name]": asked.title,
            "success_url": done,
            "cancel_url": done,
        }
        if (until := _until(asked.closes_at, self.clock.now())) is not None:
            form["expires_at"] = str(int(until.timestamp()))
        key = hashlib.sha256(json.dumps([form, asked.refunds, stale]).encode()).hexdigest()
        begun = await self.service.post("/v1/checkout/sessions", key=(KEY, key), form=form)
        now = await self.service.get(f"/v1/checkout/sessions/{begun['id']}")
        return {**begun, **{name: value for name, value in now.items() if value is not None}}

    async def _show(self, chat: int, asked: AskPayment, session: Mapping[str, Any]) -> SendMessage:
        """The page; one that is paid on, of which we were not told yet, is taken in."""
        await self._session(session)
        if not isinstance(session.get("url"), str):
            raise NotNowError("Stripe gave no page to pay on")
        return opens(chat, asked, session["url"])

    async def _told(self, request: web.Request, body: bytes) -> None:
        check_signature(request.headers.get("Stripe-Signature", ""), body, self.webhook_secret, self.clock.now())
        try:
            event = json_in(body)
            take, about = self._events().get(event["type"]), event["data"]["object"]
        except (ValueError, TypeError, KeyError):
            raise _no_event() from None
        if not isinstance(about, dict):
            raise _no_event()
        try:
            if take is not None:
                await take(about)
        except NotFoundError:
            raise RejectedError("Stripe knows nothing of this", "tell of payments of this account only") from None

    def _events(self) -> Mapping[str, Callable[[Mapping[str, Any]], Awaitable[None]]]:
        """What follows from each kind of event; the webhook is to send these."""
        return {
            "checkout.session.completed": self._session,
            "checkout.session.async_payment_succeeded": self._session,
            "charge.refunded": self._refunds,
            "refund.updated": self._refunds,
            "refund.failed": self._refunds,
            "charge.refund.updated": self._refunds,
            "charge.dispute.created": self._dispute,
        }

    async def _session(self, session: Mapping[str, Any]) -> None:
        """Take a payment in once the money is there; one of another system of this account is left alone."""
        order, charge = session.get("client_reference_id"), session.get("payment_intent")
        if session.get("payment_status") == "paid" and is_name(order) and is_name(charge):
            money = _money(session, "amount_total")
            await self.intake.paid(Paid(order=order, method=self.name, money=money, charge=charge))

    async def _refunds(self, about: Mapping[str, Any]) -> None:
        """Of a charge or a refund: take all refunds of its payment in, after the payment."""
        if charge := await self._payment(about):
            query = {"payment_intent": charge, "limit": "100"}
            for refund in (await self.service.get("/v1/refunds", query))["data"]:
                money, reference = from_stripe(int(refund["amount"]), str(refund["currency"])), str(refund["id"])
                name = str((refund.get("metadata") or {}).get("refund", ""))
                if refund["status"] in ("succeeded", "pending"):
                    await self.intake.refunded(self.name, charge, reference=reference, money=money, name=name)
                elif refund["status"] in FAILED:
                    why = _why(refund)
                    await self.intake.refund_failed(charge, reference=reference, money=money, reason=why, name=name)

    async def _dispute(self, about: Mapping[str, Any]) -> None:
        if charge := await self._payment(about):
            money, dispute = _money(about, "amount"), about.get("id")
            if not is_name(dispute):
                raise _no_event()
            await self.intake.disputed(charge, dispute=dispute, money=money)

    async def _payment(self, about: Mapping[str, Any]) -> str:
        """The payment something is about, taken in if it was not told yet; empty for one that is not ours."""
        if not is_name(name := about.get("payment_intent")):
            return ""
        intent = await self.service.get(f"/v1/payment_intents/{quote(name, safe='')}")
        order = (intent.get("metadata") or {}).get("order")
        if not order or intent.get("status") != "succeeded":
            return ""
        money = from_stripe(int(intent["amount_received"]), str(intent["currency"]))
        await self.intake.paid(Paid(order=str(order), method=self.name, money=money, charge=name))
        return name


def _money(about: Mapping[str, Any], name: str) -> Money:
    """The amount an event tells under this name."""
    amount, currency = about.get(name), about.get("currency")
    if type(amount) is not int or not 0 <= amount <= MOST or not is_name(currency):
        raise _no_event()
    return from_stripe(amount, currency)


def _no_event() -> RejectedError:
    return RejectedError("this is no event of Stripe", "send what its documentation shows")


def check_signature(header: str, body: bytes, secret: bytes, now: datetime) -> None:
    """Raises RejectedError unless Stripe has just signed this."""
    parts = [part.partition("=")[::2] for part in header.split(",")]
    timestamp = next((value for name, value in parts if name == "t"), "")
    expected = hmac.new(secret, timestamp.encode(errors="replace") + b"." + body, hashlib.sha256).hexdigest().encode()
    signatures = [value.encode(errors="replace") for name, value in parts if name == "v1"]
    if not any(hmac.compare_digest(signature, expected) for signature in signatures):
        raise RejectedError(
            "Stripe-Signature is not right",
            "STRIPE_WEBHOOK_SECRET must be that of this endpoint, and the body as it came",
            status=HTTPStatus.UNAUTHORIZED,
        )
    at = int(timestamp[:18]) if timestamp.isascii() and timestamp.isdecimal() else 0
    if abs(now.timestamp() - at) > TOLERANCE:
        raise RejectedError(
            f"it was signed more than {TOLERANCE} seconds from now",
            "set the clock of this machine right",
            status=HTTPStatus.UNAUTHORIZED,
        )


def _why(refund: Mapping[str, Any]) -> str:
    return str(refund.get("failure_reason") or refund["status"])


def _until(closes_at: datetime | None, now: datetime) -> datetime | None:
    """Until when the page of an offer can be paid on; None: as long as Stripe lets it.

    It is the same at every press, as a key is good for one form only: an offer about to close keeps its page half an
    hour longer.
    """
    if closes_at is None or closes_at - now > LONGEST - MARGIN:
        return None
    return closes_at if closes_at - now > SHORTEST + MARGIN else closes_at + SHORTEST + MARGIN
