"""A checkout page of the owner's own, as docs/payments.md tells them to make one."""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from bot.preview.tills.page import checkout_page
from bot.preview.tills.telling import Telling
from bot.signing import signed
from funnels.definition.money import Money, format_money


@dataclass(kw_only=True)
class LinkStandIn:
    """Knows nothing but the secret; `done` is where it leads people who have paid or changed their mind."""

    telling: Telling
    now: Callable[[], datetime]
    done: str
    language: str = "en"
    secret: str = "rehearsal"  # noqa: S105  # of a page that is not there
    _paid: dict[str, int] = field(default_factory=dict)

    def routes(self, at: str) -> list[web.RouteDef]:
        """Its page, at `at`."""
        return [web.get(at, self._page), web.post(at, self._decide)]

    async def _page(self, request: web.Request) -> web.Response:
        money = self._money(request)
        return checkout_page("Link", request.query.get("title", ""), format_money(money, self.language), self.language)

    async def _decide(self, request: web.Request) -> web.Response:
        money, order = self._money(request), request.query["order"]
        if (await request.post()).get("do") == "pay":
            self._paid[order] = self._paid.get(order, 0) + 1
            charge = f"{order}/{self._paid[order]}"
            report = {"order": order, "amount": money.amount, "currency": money.currency, "charge": charge}
            body = json.dumps(report).encode()
            await self.telling.tell(body, signed(body, self.secret.encode(), self.now()))
        raise web.HTTPSeeOther(self.done)

    def _money(self, request: web.Request) -> Money:
        """What the link asks for, if the bot has signed it."""
        query = request.query
        order, amount, currency = (query.get(name, "") for name in ("order", "amount", "currency"))
        said = f"{order}|{amount}|{currency}".encode()
        expected = hmac.new(self.secret.encode(), said, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected.encode(), query.get("signature", "").encode()):
            raise web.HTTPForbidden(text="The link was changed on its way.")
        return Money(amount=int(amount), currency=currency)
