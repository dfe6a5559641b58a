"""Events the page sends as another system would: signed, over HTTP, to the bot's own address for them."""

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import aiohttp
from aiohttp import web

from bot.preview.telegram.api import PageError, body_of, spoken
from bot.signing import signed

if TYPE_CHECKING:
    from bot.preview.session import Preview


class Outside:
    """The other system."""

    preview: "Preview"
    """It is served before the bot runs, so the preview is put in later."""

    def routes(self) -> list[web.RouteDef]:
        """`POST /api/persons/{id}/event` with `event` and `values`; what the bot refuses is refused in its words."""
        return [web.post("/api/persons/{id}/event", spoken(self._asked))]

    async def _asked(self, request: web.Request) -> web.Response:
        written, number = await body_of(request), request.match_info["id"]
        if not number.isdecimal():
            raise PageError(f"there is no person {number}", 404)
        event = {"event": written.get("event"), "values": written.get("values", {})}
        status, told = await self._send({"id": uuid4().hex, "subscriber": int(number[:18]), **event})
        if status != web.HTTPOk.status_code:
            raise PageError(f"{told['error']}; {told['remedy']}", status)
        await self.preview.settle()
        return web.json_response(told)

    async def _send(self, event: dict[str, Any]) -> tuple[int, dict[str, str]]:
        context, body = self.preview.app.context, json.dumps(event).encode()
        secret = context.settings.events_secret.get_secret_value().encode()
        headers = {"Content-Type": "application/json", **signed(body, secret, context.clock.now())}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.preview.url}/events", data=body, headers=headers) as answer,
        ):
            return answer.status, await answer.json()
