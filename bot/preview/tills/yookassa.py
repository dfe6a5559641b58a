"""A stand-in for YooKassa, strict where https://yookassa.ru/developers is: keys, amounts, receipts, who asks."""

import json
import re
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal
from uuid import uuid4

from aiohttp import web

from bot.payments.service import basic
from bot.preview.tills.page import checkout_page
from bot.preview.tills.telling import Telling
from bot.preview.tills.yookassa_receipt import is_legal

Fault = Literal["before", "after"]
"""The next request is answered 500: before anything is made of it, or after it was done."""

_VALUE = re.compile(r"[0-9]{1,12}\.[0-9]{2}")
_KEY_LENGTH = 64
_KEY_HOLDS = timedelta(hours=24)
_LONGEST_DESCRIPTION = 128
_LONGEST_VALUE = 512
_MOST_LISTED = 100

Handler = Callable[[web.Request], Awaitable[dict[str, Any]]]


class WrongError(Exception):
    """What the service answers instead."""

    def __init__(self, description: str, code: str = "invalid_request", status: int = 400) -> None:
        super().__init__(description)
        self.answer = {"type": "error", "id": uuid4().hex, "code": code, "description": description}
        self.status = status


@dataclass(kw_only=True)
class YooKassaStandIn:
    """One shop. `url` is where the stand-in is served, `telling` where it reports to.

    With `receipts`, as in the cabinet's settings, it takes no payment without one.
    """

    telling: Telling
    now: Callable[[], datetime]
    url: str = ""
    language: str = "en"
    shop: str = "100500"
    secret: str = "test_secret"  # noqa: S105  # of a shop that is not there
    receipts: bool = False
    payments: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: deque[Fault] = field(default_factory=deque)
    slow_refunds: bool = False
    """Whether refunds are `pending` at first, as those of some ways to pay are."""
    _keys: dict[str, tuple[bytes, dict[str, Any], datetime]] = field(default_factory=dict)
    _in_two_steps: set[str] = field(default_factory=set)
    """Payments whose money is only held until the shop captures it."""

    def routes(self, at: str = "") -> list[web.RouteDef]:
        """Its API and its pages, under `at`."""
        return [
            web.post(f"{at}/v3/payments", self._answers(self._create)),
            web.get(f"{at}/v3/payments", self._answers(self._payments)),
            web.get(f"{at}/v3/refunds", self._answers(self._refunds)),
            web.get(f"{at}/v3/payments/{{id}}", self._answers(self._payment)),
            web.post(f"{at}/v3/refunds", self._answers(self._give_back)),
            web.get(f"{at}/v3/refunds/{{id}}", self._answers(self._refund)),
            web.get(f"{at}/page/{{id}}", self._page),
            web.post(f"{at}/page/{{id}}", self._decide),
        ]

    async def pay(self, id_: str) -> None:
        """The person pays; the shop is told. Money that is only held is no payment yet."""
        if id_ in self._in_two_steps:
            self.payments[id_].update(status="waiting_for_capture", paid=True)
            await self._tell("payment.waiting_for_capture", self.payments[id_])
            return
        self.payments[id_].update(status="succeeded", paid=True, captured_at=self.now().isoformat())
        await self._tell("payment.succeeded", self.payments[id_])

    async def cancel(self, id_: str) -> None:
        """The person does not pay, or takes too long."""
        self.payments[id_].update(status="canceled", paid=False)
        await self._tell("payment.canceled", self.payments[id_])

    async def give_back(self, payment: str, value: str) -> dict[str, Any]:
        """The owner gives money back in the cabinet; the shop is told when it is made."""
        refund = self._new_refund(payment, {"value": value, "currency": self.payments[payment]["amount"]["currency"]})
        if refund["status"] == "succeeded":
            await self._tell("refund.succeeded", refund)
        return refund

    async def refund_settles(self, id_: str, status: Literal["succeeded", "canceled"]) -> None:
        """A pending one is made, or never will be, of which the shop is not told."""
        self.refunds[id_].update(status=status)
        if status == "succeeded":
            await self._tell("refund.succeeded", self.refunds[id_])
        else:
            self.refunds[id_]["cancellation_details"] = {"party": "refund_network", "reason": "rejected_by_payee"}

    def _answers(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            fault = self.faults.popleft() if self.faults else None
            try:
                if fault == "before":
                    raise WrongError("it does not work", "internal_server_error", 500)
                if request.headers.get("Authorization") != basic(self.shop, self.secret):
                    raise WrongError("shopId or secret key is wrong", "invalid_credentials", 401)
                said = await handler(request)
                if fault == "after":
                    raise WrongError("it does not work", "internal_server_error", 500)
            except WrongError as error:
                return web.json_response(error.answer, status=error.status)
            return web.json_response(said)

        return answer

    async def _once(self, request: web.Request, make: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
        """The answer to a request with a key is given again, as it was."""
        key, body = request.headers.get("Idempotence-Key", ""), await request.read()
        if not 0 < len(key) <= _KEY_LENGTH:
            raise WrongError("Idempotence-Key is missing or too long")
        before, answer, at = self._keys.get(key, (b"", {}, datetime.min.replace(tzinfo=UTC)))
        if self.now() - at < _KEY_HOLDS:
            if before != body:
                raise WrongError("Idempotence-Key was used for another request")
            return answer
        made = make(json.loads(body))
        self._keys[key] = body, json.loads(json.dumps(made)), self.now()
        return made

    async def _create(self, request: web.Request) -> dict[str, Any]:
        return await self._once(request, self._new_payment)

    def _new_payment(self, said: dict[str, Any]) -> dict[str, Any]:
        amount = _checked(said.get("amount"))
        confirmation = said.get("confirmation", {})
        if confirmation.get("type") != "redirect" or not str(confirmation.get("return_url")).startswith("http"):
            raise WrongError("confirmation.return_url is wrong")
        if len(said.get("description", "")) > _LONGEST_DESCRIPTION:
            raise WrongError("description is too long")
        if any(len(str(value)) > _LONGEST_VALUE for value in said.get("metadata", {}).values()):
            raise WrongError("metadata is too long")
        if (self.receipts or "receipt" in said) and not is_legal(said.get("receipt"), amount):
            raise WrongError("Receipt is missing or illegal")
        id_ = str(uuid4())
        if said.get("capture") is not True:
            self._in_two_steps.add(id_)
        self.payments[id_] = {
            "id": id_,
            "status": "pending",
            "paid": False,
            "amount": amount,
            "confirmation": {
                "type": "redirect",
                "confirmation_url": f"{self.url}/page/{id_}",
                "return_url": confirmation["return_url"],
            },
            "description": said.get("description", ""),
            "metadata": said.get("metadata", {}),
            "receipt": said.get("receipt"),
            "refundable": False,
            "test": True,
        }
        return self.payments[id_]

    async def _payment(self, request: web.Request) -> dict[str, Any]:
        return _known(self.payments, request)

    async def _give_back(self, request: web.Request) -> dict[str, Any]:
        refund = await self._once(
            request,
            lambda said: self._new_refund(
                str(said.get("payment_id")),
                _checked(said.get("amount")),
                said.get("receipt"),
                by_api=True,
                metadata=said.get("metadata"),
            ),
        )
        if refund["status"] == "succeeded":
            await self._tell("refund.succeeded", refund)
        return refund

    async def _refund(self, request: web.Request) -> dict[str, Any]:
        return _known(self.refunds, request)

    def _new_refund(
        self, payment: str, amount: dict[str, str], receipt: Any = None, *, by_api: bool = False, metadata: Any = None
    ) -> dict[str, Any]:
        paid = self.payments.get(payment)
        if paid is None or paid["status"] != "succeeded":
            raise WrongError("there is no such payment to refund")
        before = [one for one in self.refunds.values() if one["payment_id"] == payment and one["status"] != "canceled"]
        gone = sum(Decimal(one["amount"]["value"]) for one in before)
        if Decimal(amount["value"]) > Decimal(paid["amount"]["value"]) - gone:
            raise WrongError("amount is more than what is left")
        part = amount != paid["amount"]
        if by_api and paid["receipt"] and (part or receipt) and not (part and is_legal(receipt, amount)):
            raise WrongError("Receipt is missing or illegal")
        id_ = str(uuid4())
        self.refunds[id_] = {
            "id": id_,
            "payment_id": payment,
            "status": "pending" if self.slow_refunds else "succeeded",
            "amount": amount,
            "receipt": receipt,
            "metadata": metadata or {},
        }
        return self.refunds[id_]

    async def _payments(self, request: web.Request) -> dict[str, Any]:
        return _listed(self.payments, request)

    async def _refunds(self, request: web.Request) -> dict[str, Any]:
        return _listed(self.refunds, request)

    async def _tell(self, event: str, about: dict[str, Any]) -> None:
        about.setdefault("created_at", self.now().isoformat())
        body = json.dumps({"type": "notification", "event": event, "object": about}).encode()
        await self.telling.tell(body, {})

    async def _page(self, request: web.Request) -> web.Response:
        payment = self._shown(request)
        price = f"{payment['amount']['value']} {payment['amount']['currency']}"
        return checkout_page("YooKassa", payment["description"], price, self.language)

    async def _decide(self, request: web.Request) -> web.Response:
        payment = self._shown(request)
        if payment["status"] == "pending":
            pays = (await request.post()).get("do") == "pay"
            await (self.pay(payment["id"]) if pays else self.cancel(payment["id"]))
        raise web.HTTPSeeOther(payment["confirmation"]["return_url"])

    def _shown(self, request: web.Request) -> dict[str, Any]:
        if (payment := self.payments.get(request.match_info["id"])) is None:
            raise web.HTTPNotFound
        return payment


def _checked(amount: Any) -> dict[str, str]:
    if not isinstance(amount, dict) or not _VALUE.fullmatch(str(amount.get("value"))):
        raise WrongError("amount.value is wrong")
    if not re.fullmatch(r"[A-Z]{3}", str(amount.get("currency"))):
        raise WrongError("amount.currency is wrong")
    return amount


def _known(things: dict[str, dict[str, Any]], request: web.Request) -> dict[str, Any]:
    if (found := things.get(request.match_info["id"])) is None:
        raise WrongError("there is no such object", "not_found", 404)
    return found


def _listed(things: dict[str, dict[str, Any]], request: web.Request) -> dict[str, Any]:
    """A page of them, the newest first, and where the next one begins; at most a hundred, ten where nothing is said."""
    status, begin = request.query.get("status"), request.query.get("cursor", "0")
    limit = int(request.query.get("limit", "10"))
    if not 0 < limit <= _MOST_LISTED or not begin.isdecimal():
        raise WrongError("limit or cursor is wrong")
    newest = [one for one in reversed(things.values()) if status in (None, one["status"])]
    end = int(begin) + limit
    more = {"next_cursor": str(end)} if end < len(newest) else {}
    return {"type": "list", "items": newest[int(begin) : end], **more}
