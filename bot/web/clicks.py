"""Counted links: a link button leads here first, the click is a fact, and the person goes on to the script's address.

The link carries who and which button, signed; the address itself is looked up in the script, so a forged link leads
nowhere and nobody can make it point elsewhere.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from aiohttp import web

from bot.runner import Incoming, Runner
from funnels.engine.buttons import ButtonRef
from funnels.engine.effects import Button
from funnels.engine.inputs import Clicked
from funnels.steps.message import Message

_SIGNATURE_BYTES = 12


@dataclass(frozen=True, kw_only=True)
class ClickLinks:
    """Makes and reads counted links; without a public address links stay as the script has them, uncounted."""

    secret: bytes
    public_url: str = ""

    def link(self, subscriber: int, button: Button) -> str:
        """The address for a link button."""
        return (
            f"{self.public_url.rstrip('/')}/go/{self._token(subscriber, button.data)}"
            if self.public_url
            else button.url
        )

    def _token(self, subscriber: int, data: str) -> str:
        body = f"{subscriber}|{data}".encode()
        return f"{_encode(body)}.{_encode(self._sign(body))}"

    def read(self, token: str) -> tuple[int, str] | None:
        """The subscriber and the button's data, or None for a link that is not ours."""
        try:
            body_part, _, signature = token.partition(".")
            body = _decode(body_part)
            if not hmac.compare_digest(_decode(signature), self._sign(body)):
                return None
            subscriber, _, data = body.decode().partition("|")
            return int(subscriber), data
        except ValueError:
            return None

    def _sign(self, body: bytes) -> bytes:
        return hmac.new(self.secret, body, hashlib.sha256).digest()[:_SIGNATURE_BYTES]


def route(links: ClickLinks, runner: Runner) -> web.RouteDef:
    """`GET /go/{token}`."""

    async def go(request: web.Request) -> web.StreamResponse:
        read = links.read(request.match_info["token"])
        if read is None:
            raise web.HTTPNotFound(text="This link is not known here.")
        subscriber, data = read
        address = _address(runner, data)
        if address is None:
            raise web.HTTPGone(text="This link is out of date.")
        runner.submit(Incoming(subscriber=subscriber, input=Clicked(data=data)))
        raise web.HTTPFound(address)

    return web.get("/go/{token}", go)


def _address(runner: Runner, data: str) -> str | None:
    """Where the script sends whoever presses this button; an older version's answer counts as well."""
    ref = ButtonRef.parse(data)
    if ref is None or not ref.code.isdigit():
        return None
    older = sorted((key for key in runner.catalogue.older if key[0] == ref.funnel), reverse=True)
    scripts = [runner.catalogue.live.get(ref.funnel), *(runner.catalogue.older[key] for key in older)]
    for script in scripts:
        if script is not None and ref.place < len(script.order):
            step = script.place_at(ref.place).step
            specs = step.specs if isinstance(step, Message) else ()
            if int(ref.code) < len(specs) and specs[int(ref.code)].url is not None:
                return str(specs[int(ref.code)].url)
    return None


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
