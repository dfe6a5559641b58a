"""Whatever is sent to an address of the bot is taken or refused, and never answered as if trying again could help."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

import pytest

from bot.signing import signed
from bot.web.clicks import ClickLinks
from funnels.engine.effects.shown import Button
from tests.bot.payments.cashiers import AtStripe, AtYooKassa, Link
from tests.bot.world import World

from .odd import HALF, WORDS, anything, order_name, spoiled
from .patient import Patient
from .rounds import Chance, rounds

SECRET = "a secret of two systems"
EVENT = {"id": "1", "event": "paid_elsewhere", "subscriber": 1001, "values": {"total": 2400, "what": "a"}}
REPORT = {"order": "1004:fuzz:1:1:0", "amount": 10_000, "currency": "RUB", "charge": "17"}
NOTIFICATION = {"event": "payment.succeeded", "object": {"id": "00000000-0000-0000-0000-000000000000"}}
STRIPE = {"amount_total": 10_000, "currency": "rub", "payment_status": "paid", "client_reference_id": "1004:fuzz:1:1:0"}
STRIPE_EVENT = {"type": "checkout.session.completed", "data": {"object": {**STRIPE, "payment_intent": "pi_1"}}}
DISPUTE = {"type": "charge.dispute.created", "data": {"object": {"id": "d", "amount": 1, "currency": "rub"}}}


class Senders:
    """Those who send something to the bot, and sign it as they should."""

    def __init__(self, bot: World) -> None:
        self.bot = bot
        self.stripe = AtStripe(bot)
        self.yookassa = AtYooKassa(bot)
        self.link = Link(bot)

    def settings(self) -> dict[str, object]:
        given = [sender.settings() for sender in (self.stripe, self.yookassa, self.link)]
        return {"events_secret": SECRET, **given[0], **given[1], **given[2]}

    def headers(self, path: str, body: bytes) -> dict[str, str]:
        now = self.bot.clock.now()
        match path:
            case "/events":
                return {"Content-Type": "application/json", **signed(body, SECRET.encode(), now)}
            case "/pay/link":
                return signed(body, self.link.secret.encode(), now)
            case "/pay/stripe":
                return {"Stripe-Signature": self.stripe.till.signature(body)}
        return {}


BODIES: Mapping[str, list[dict[str, Any]]] = {
    "/events": [EVENT],
    "/pay/link": [REPORT],
    "/pay/stripe": [STRIPE_EVENT, DISPUTE],
    "/pay/yookassa": [NOTIFICATION],
}


@pytest.fixture
async def senders(patient: Patient) -> Any:
    found = Senders(patient.bot)
    await found.stripe.opens()
    await found.yookassa.opens()
    await patient.begins(**found.settings())
    yield found
    await patient.bot.stops()
    await found.stripe.closes()
    await found.yookassa.closes()


def _noise(body: bytes, chance: Chance) -> bytes:
    noisy = bytearray(body)
    for _ in range(3):
        noisy[chance.randrange(len(noisy))] = chance.randrange(256)
    return bytes(noisy)


NONE = (b"", b"{", b"null", b"\xff\xfe", b"\0", b"NaN", b"[" * 20_000, b'{"a":' * 9_000)
"""Bodies in which nothing is said."""

WAYS: tuple[Callable[[dict[str, Any], Chance], bytes], ...] = (
    lambda body, chance: json.dumps(spoiled(body, chance)).encode(),
    lambda body, chance: json.dumps(spoiled(body, chance)).encode(),
    lambda body, chance: json.dumps({**body, "order": order_name(chance)}).encode(),
    lambda _, chance: json.dumps(anything(chance)).encode(),
    lambda body, chance: json.dumps(body).encode()[: chance.randrange(30)],
    lambda body, chance: _noise(json.dumps(body).encode(), chance),
    lambda _, chance: chance.choice(NONE),
)


@pytest.mark.parametrize("path", BODIES)
async def test_what_other_systems_send(patient: Patient, senders: Senders, path: str) -> None:
    for chance in rounds(4):
        sent = [chance.choice(WAYS)(chance.choice(BODIES[path]), chance) for _ in range(40)]
        for body in sent:
            status = await patient.posts(path, body, senders.headers(path, body))
            assert 200 <= status < 500, (f"FUZZ_SEED={chance.number}", status, body[:500])
        await patient.is_well(chance, sent)


@pytest.mark.parametrize("bot", ["webhook"], indirect=True)
async def test_what_telegram_would_never_send(patient: Patient) -> None:
    await patient.begins()
    body = {"update_id": 7, "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}}
    for chance in rounds(4):
        for _ in range(20):
            await patient.is_brought(json.dumps(body).encode()[: chance.randrange(90)], status=400)
            odd = json.dumps({**body, "update_id": chance.choice((-1, 2**63, 1.5, "7", None, True, [7]))}).encode()
            await patient.is_brought(odd, status=400)
        await patient.is_well(chance, body)


async def test_addresses_people_open(patient: Patient, senders: Senders) -> None:
    links = ClickLinks(secret=patient.bot.telegram.token.encode(), public_url="https://bot.example")
    for chance in rounds(1):
        button = Button(text="Read", data="fuzz:1:1:0.0:1", url="https://example.com/a")
        click = links.link(1001, button).removeprefix("https://bot.example/go/")
        odd = [word.replace(HALF, "%ed%a0%bd")[:3000] for word in WORDS if HALF not in word]
        tokens = [click[: chance.randrange(len(click))], click + "=", click[::-1], *odd]
        for address in (
            *(f"/go/{quote(token, safe='')}" for token in tokens),
            *(f"/pay/done?language={quote(word)}" for word in odd),
            *(f"/{quote(word)}" for word in odd),
            "/go/%ff%fe",
            "/go/%00",
            "/pay/done?language=ru&language=en&%ff",
        ):
            assert await patient.asks(address) in {200, 302, 400, 404, 405}, address
        await patient.is_well(chance, tokens)
