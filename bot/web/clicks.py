"""Counted links: a link button leads here first, the click is a fact, and the person goes on to the script's address.

The link carries who, which button and the address, all signed: a forged link leads nowhere, nobody can make one point
elsewhere, and an old one leads where it led, whatever has become of the script since.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from aiohttp import web

from bot.incoming import Incoming
from bot.runner import Runner
from funnels.engine.effects.shown import Button
from funnels.engine.inputs import Clicked

_SIGNATURE_BYTES = 12


@dataclass(frozen=True, kw_only=True)
class Click:
    """Who followed which button's link, and where it leads."""

    subscriber: int
    data: str
    address: str


@dataclass(frozen=True, kw_only=True)
class ClickLinks:
    """Makes and reads counted links; without a public address links stay as the script has them, uncounted."""

    secret: bytes
    public_url: str = ""

    def link(self, subscriber: int, button: Button) -> str:
        """The address for a link button."""
        return f"{self.public_url.rstrip('/')}/go/{self._token(subscriber, button)}" if self.public_url else button.url

    def _token(self, subscriber: int, button: Button) -> str:
        body = f"{subscriber}|{button.data}|{button.url}".encode()
        return f"{_encode(body)}.{_encode(self._sign(body))}"

    def read(self, token: str) -> Click | None:
        """What the link says, or None for one that is not ours."""
        try:
            body_part, _, signature = token.partition(".")
            body = _decode(body_part)
            if not hmac.compare_digest(_decode(signature), self._sign(body)):
                return None
            subscriber, data, address = body.decode().split("|", maxsplit=2)
            return Click(subscriber=int(subscriber), data=data, address=address)
        except ValueError:
            return None

    def _sign(self, body: bytes) -> bytes:
        return hmac.new(self.secret, body, hashlib.sha256).digest()[:_SIGNATURE_BYTES]


def route(links: ClickLinks, runner: Runner) -> web.RouteDef:
    """`GET /go/{token}`; a look at the headers alone is no click."""

    async def go(request: web.Request) -> web.StreamResponse:
        click = links.read(request.match_info["token"])
        if click is None:
            raise web.HTTPNotFound(text="This link is not known here.")
        if request.method == "GET":
            runner.submit(Incoming(subscriber=click.subscriber, input=Clicked(data=click.data)))
        raise web.HTTPFound(click.address)

    return web.get("/go/{token}", go)


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
