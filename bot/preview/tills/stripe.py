"""A stand-in for Stripe Checkout, strict where https://docs.stripe.com is: forms, keys, times, amounts, who asks.

The answer to a request with a key is given again as it was, failures after the beginning of the work among them.
"""

import hashlib
import hmac
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import uuid4

from aiohttp import web

from bot.payments.service import basic
from bot.payments.stripe_money import from_stripe
from bot.preview.tills.page import checkout_page
from bot.preview.tills.telling import Telling
from bot.preview.tills.yookassa import Fault
from funnels.definition.money import format_money

Form = dict[str, str]
Handler = Callable[[web.Request], Awaitable[tuple[int, dict[str, Any]]]]

_KEY_LENGTH = 255
_REFERENCE_LENGTH = 200
_MOST_LISTED = 100
_SHORTEST, _LONGEST = timedelta(minutes=30), timedelta(hours=24)


class WrongError(Exception):
    """What the service answers instead."""

    def __init__(self, message: str, status: int = 400, kind: str = "invalid_request_error") -> None:
        super().__init__(message)
        self.answer = {"error": {"type": kind, "message": message}}
        self.status = status


@dataclass(kw_only=True)
class StripeStandIn:
    """One account. `url` is where the stand-in is served, `telling` where it reports to."""

    telling: Telling
    now: Callable[[], datetime]
    url: str = ""
    language: str = "en"
    key: str = "sk_test_key"
    webhook_secret: str = "whsec_secret"  # noqa: S105  # of an account that is not there
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    intents: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: deque[Fault] = field(default_factory=deque)
    refunds_are: Literal["succeeded", "pending", "failed"] = "succeeded"
    """How they stand at first; those of some ways to pay take their time."""
    _keys: dict[str, tuple[Form, int, dict[str, Any]]] = field(default_factory=dict)

    def routes(self, at: str = "") -> list[web.RouteDef]:
        """Its API and its pages, under `at`."""
        return [
            web.post(f"{at}/v1/checkout/sessions", self._answers(self._create)),
            web.get(f"{at}/v1/checkout/sessions/{{id}}", self._answers(self._session)),
            web.get(f"{at}/v1/payment_intents", self._answers(self._all_intents)),
            web.get(f"{at}/v1/payment_intents/{{id}}", self._answers(self._intent)),
            web.post(f"{at}/v1/refunds", self._answers(self._refund)),
            web.get(f"{at}/v1/refunds", self._answers(self._list)),
            web.get(f"{at}/v1/refunds/{{id}}", self._answers(self._one_refund)),
            web.get(f"{at}/page/{{id}}", self._page),
            web.post(f"{at}/page/{{id}}", self._decide),
        ]

    async def pay(self, id_: str, *, later: bool = False) -> None:
        """The person pays; with a way that takes its time the money is there `later`."""
        session = self.sessions[id_]
        intent = f"pi_{uuid4().hex}"
        self.intents[intent] = {
            "id": intent,
            "object": "payment_intent",
            "created": int(self.now().timestamp()),
            "status": "processing" if later else "succeeded",
            "amount_received": 0 if later else session["amount_total"],
            "currency": session["currency"],
            "metadata": session["of_intent"],
        }
        paid = "unpaid" if later else "paid"
        session.update(status="complete", payment_status=paid, payment_intent=intent, url=None)
        await self.tell("checkout.session.completed", session)

    async def money_comes(self, id_: str) -> None:
        """The money of a payment that took its time."""
        session = self.sessions[id_]
        session.update(payment_status="paid")
        self.intents[session["payment_intent"]].update(status="succeeded", amount_received=session["amount_total"])
        await self.tell("checkout.session.async_payment_succeeded", session)

    def expire(self, id_: str) -> None:
        """Nobody paid in time."""
        self.sessions[id_].update(status="expired", url=None)

    async def give_back(self, intent: str, amount: int) -> None:
        """The owner gives money back in the dashboard."""
        await self._tell_of(self._new_refund(intent, amount))

    async def refund_fails(self, id_: str, reason: str = "expired_or_canceled_card") -> None:
        """The bank of the person takes the money back no more, days after: it is on the account again."""
        refund = self.refunds[id_]
        refund.update(status="failed", failure_reason=reason)
        await self.tell("refund.updated", refund)
        await self.tell("refund.failed", refund)

    async def tell(self, kind: str, about: dict[str, Any]) -> None:
        """Send an event, signed now."""
        event = {"id": f"evt_{uuid4().hex}", "object": "event", "type": kind, "data": {"object": about}}
        body = json.dumps(event).encode()
        await self.telling.tell(body, {"Stripe-Signature": self.signature(body)})

    def signature(self, body: bytes, *, late: timedelta = timedelta(), secret: str = "") -> str:
        """The header, as while a secret is being changed: one signature of the old, one of the new."""
        at = int((self.now() - late).timestamp())
        signed = f"{at}.".encode() + body
        digests = [
            hmac.new(one.encode(), signed, hashlib.sha256).hexdigest()
            for one in ("whsec_old", secret or self.webhook_secret)
        ]
        return ",".join([f"t={at}", *(f"v1={digest}" for digest in digests), "v0=0"])

    def _answers(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            try:
                if request.headers.get("Authorization") != basic(self.key, ""):
                    raise WrongError("Invalid API Key provided", 401)
                status, said = await handler(request)
            except WrongError as error:
                return web.json_response(error.answer, status=error.status)
            return web.json_response(said, status=status)

        return answer

    async def _once(self, request: web.Request, make: Callable[[Form], dict[str, Any]]) -> tuple[int, dict[str, Any]]:
        key = request.headers.get("Idempotency-Key", "")
        if request.content_type != "application/x-www-form-urlencoded":
            raise WrongError("Send the request as a form")
        if not 0 < len(key) <= _KEY_LENGTH:
            raise WrongError("Idempotency-Key is missing or too long")
        form = {name: str(value) for name, value in (await request.post()).items()}
        if key in self._keys:
            before, status, answer = self._keys[key]
            if before != form:
                raise WrongError("Keys for idempotent requests can only be used once", kind="idempotency_error")
            return status, answer
        fault = self.faults.popleft() if self.faults else None
        broken = WrongError("Something went wrong", 500, "api_error").answer
        made = broken if fault == "before" else make(form)
        status, said = (500, broken) if fault else (200, made)
        self._keys[key] = form, status, json.loads(json.dumps(said))
        return status, said

    async def _create(self, request: web.Request) -> tuple[int, dict[str, Any]]:
        return await self._once(request, self._new_session)

    def _new_session(self, form: Form) -> dict[str, Any]:
        amount, currency = form.get("line_items[0][price_data][unit_amount]", ""), "line_items[0][price_data][currency]"
        if form.get("mode") != "payment" or not amount.isdecimal() or not form[currency].islower():
            raise WrongError("Invalid line_items")
        if len(form.get("client_reference_id", "")) > _REFERENCE_LENGTH or not form.get("success_url"):
            raise WrongError("Invalid client_reference_id or success_url")
        until = int(form.get("expires_at") or (self.now() + _LONGEST).timestamp())
        if not _SHORTEST.total_seconds() <= until - self.now().timestamp() <= _LONGEST.total_seconds():
            raise WrongError("The `expires_at` timestamp must be between 30 minutes and 24 hours from now")
        id_ = f"cs_test_{uuid4().hex}"
        self.sessions[id_] = {
            "id": id_,
            "object": "checkout.session",
            "status": "open",
            "payment_status": "unpaid",
            "payment_intent": None,
            "client_reference_id": form.get("client_reference_id"),
            "amount_total": int(amount),
            "currency": form[currency],
            "expires_at": until,
            "url": f"{self.url}/page/{id_}",
            "success_url": form["success_url"],
            "name": form.get("line_items[0][price_data][product_data][name]", ""),
            "of_intent": {"order": form.get("payment_intent_data[metadata][order]", "")},
        }
        return self.sessions[id_]

    async def _session(self, request: web.Request) -> tuple[int, dict[str, Any]]:
        return 200, _known(self.sessions, request)

    async def _intent(self, request: web.Request) -> tuple[int, dict[str, Any]]:
        return 200, _known(self.intents, request)

    async def _refund(self, request: web.Request) -> tuple[int, dict[str, Any]]:
        status, refund = await self._once(
            request,
            lambda form: self._new_refund(
                form.get("payment_intent", ""), int(form.get("amount", "0")), form.get("metadata[refund]")
            ),
        )
        if "id" in refund:
            await self._tell_of(refund)
        return status, refund

    def _new_refund(self, intent: str, amount: int, name: str | None = None) -> dict[str, Any]:
        paid = self.intents.get(intent)
        gone = sum(one["amount"] for one in self._refunds_of(intent) if one["status"] != "failed")
        if paid is None or not 0 < amount <= paid["amount_received"] - gone:
            raise WrongError("Refund amount is greater than unrefunded amount on charge")
        refund = {
            "id": f"re_{uuid4().hex}",
            "object": "refund",
            "created": int(self.now().timestamp()),
            "status": self.refunds_are,
            "payment_intent": intent,
            "amount": amount,
            "currency": paid["currency"],
            "metadata": {} if name is None else {"refund": name},
        }
        self.refunds[str(refund["id"])] = refund
        return refund

    def _refunds_of(self, intent: str) -> list[dict[str, Any]]:
        return [one for one in self.refunds.values() if one["payment_intent"] == intent]

    async def _one_refund(self, request: web.Request) -> tuple[int, dict[str, Any]]:
        return 200, _known(self.refunds, request)

    async def _tell_of(self, refund: dict[str, Any]) -> None:
        charge = {"object": "charge", "payment_intent": refund["payment_intent"], "refunded": True}
        await self.tell("charge.refunded", charge)
        await self.tell("refund.updated", refund)

    async def _list(self, request: web.Request) -> tuple[int, dict[str, Any]]:
        of = request.query.get("payment_intent")
        return 200, _listed(list(self.refunds.values()) if of is None else self._refunds_of(of), request)

    async def _all_intents(self, request: web.Request) -> tuple[int, dict[str, Any]]:
        return 200, _listed(list(self.intents.values()), request)

    async def _page(self, request: web.Request) -> web.Response:
        session = self._shown(request)
        price = format_money(from_stripe(session["amount_total"], session["currency"]), self.language)
        return checkout_page("Stripe", session["name"], price, self.language)

    async def _decide(self, request: web.Request) -> web.Response:
        session = self._shown(request)
        if session["status"] == "open" and (await request.post()).get("do") == "pay":
            await self.pay(session["id"])
        raise web.HTTPSeeOther(session["success_url"])

    def _shown(self, request: web.Request) -> dict[str, Any]:
        if (session := self.sessions.get(request.match_info["id"])) is None:
            raise web.HTTPNotFound
        return session


def _known(things: dict[str, dict[str, Any]], request: web.Request) -> dict[str, Any]:
    if (found := things.get(request.match_info["id"])) is None:
        raise WrongError("No such object", 404)
    return found


def _listed(things: list[dict[str, Any]], request: web.Request) -> dict[str, Any]:
    """A page of them, the newest first; at most a hundred, ten where nothing is said."""
    limit, after = int(request.query.get("limit", "10")), request.query.get("starting_after")
    if not 0 < limit <= _MOST_LISTED:
        raise WrongError("This value must be less than or equal to 100")
    newest = things[::-1]
    places = [place for place, one in enumerate(newest, start=1) if one["id"] == after]
    if after is not None and not places:
        raise WrongError(f"No such object: {after}", 404)
    page = newest[places[0] if places else 0 :][:limit]
    return {"object": "list", "data": page, "has_more": bool(page) and page[-1] is not newest[-1]}
