"""One cashier for each way to be paid: how a person pays there, and how the bot is told of it, rightly and wrongly."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar, Protocol
from urllib.parse import parse_qs, urlsplit

import aiohttp

from bot.preview.telegram import Person
from bot.preview.telegram.world import PROVIDER_TOKEN
from bot.preview.tills.stripe import StripeStandIn
from bot.preview.tills.telling import Telling
from bot.preview.tills.yookassa import YooKassaStandIn
from bot.signing import signed
from bot.web.server import serve
from tests.bot.shop import MONEY_IS_HERE, PAID
from tests.bot.world import World

NOT_OURS = "somebody else's secret"


class Cashier(Protocol):
    """Plays the person at the till and whoever reports of it."""

    method: ClassVar[str]

    async def opens(self) -> None:
        """Before the bot runs."""

    async def closes(self) -> None:
        """After it."""

    def settings(self) -> dict[str, object]:
        """What the bot needs to be paid so."""

    async def pays(self, bot: World, person: Person) -> None:
        """The person has the product's way to pay before them, and pays in it."""

    async def tells_again(self, bot: World) -> None:
        """The bot is told of the last payment once more, as it was before."""

    async def lies(self, bot: World) -> Sequence[int]:
        """Reports of a payment that nobody made: the statuses they were answered."""


class NoService:
    """There is nothing to be opened."""

    def __init__(self, _bot: World) -> None:
        pass

    async def opens(self) -> None:
        pass

    async def closes(self) -> None:
        pass


class InTelegram(NoService):
    """Nothing has to be set, and nobody but Telegram tells of payments."""

    def settings(self) -> dict[str, object]:
        return {}

    async def lies(self, bot: World) -> Sequence[int]:  # noqa: ARG002  # as the protocol has it
        return ()


class Stars(InTelegram):
    method: ClassVar = "stars"

    async def pays(self, bot: World, person: Person) -> None:  # noqa: ARG002  # as the protocol has it
        assert (await person.pays()).ok

    async def tells_again(self, bot: World) -> None:
        told = next(m.body for m in reversed(_any_person(bot).chat) if "successful_payment" in m.body)
        bot.arrives(message=told)


class Provider(Stars):
    """Paid in Telegram like Stars, by the provider of the stand-in."""

    method: ClassVar = "provider"

    def settings(self) -> dict[str, object]:
        return {"provider_token": PROVIDER_TOKEN}


class ByHand(InTelegram):
    method: ClassVar = "manual"

    async def pays(self, bot: World, person: Person) -> None:
        await bot.presses(person, PAID)
        self._notice = await bot.owner.sees("Says they have paid")
        self._button = next(button for button in self._notice.buttons if button["text"] == MONEY_IS_HERE)
        await bot.owner.presses_button(self._notice, self._button)

    async def tells_again(self, bot: World) -> None:
        await bot.owner.presses_button(self._notice, self._button)


class Link(NoService):
    method: ClassVar = "link"
    secret = "a long random text"

    def settings(self) -> dict[str, object]:
        return {
            "link_pay_url": "https://shop.example/pay?order={order}&sum={amount}&currency={currency}&what={title}",
            "link_pay_secret": self.secret,
            "public_url": "https://bot.example",
        }

    async def pays(self, bot: World, person: Person) -> None:
        query = parse_qs(urlsplit(page_of(person)).query)
        report = {"order": query["order"][0], "amount": int(query["sum"][0]), "currency": query["currency"][0]}
        self.report = json.dumps({**report, "charge": "17"}).encode()
        assert await self.tells(bot, self.report) == 200

    async def tells_again(self, bot: World) -> None:
        assert await self.tells(bot, self.report) == 200

    async def lies(self, bot: World) -> Sequence[int]:
        lie = self.report.replace(b'"17"', b'"18"')
        return [
            await self.tells(bot, lie, secret=NOT_OURS),
            await self.tells(bot, lie, late=timedelta(minutes=6)),
            await self.tells(bot, lie, late=-timedelta(minutes=6)),
            await self.tells(bot, lie[:-1], of=lie),
            await self.tells(bot, lie[:-1]),
            await self.tells(bot, lie.replace(b'"RUB"', rb'"R\ud83dB"')),
            await self.tells(bot, b"[" * 20_000),
            await post(bot, "/pay/link", lie),
        ]

    async def tells(
        self, bot: World, body: bytes, *, of: bytes = b"", secret: str = secret, late: timedelta = timedelta()
    ) -> int:
        """Report this, signed as if the body were `of`."""
        return await post(bot, "/pay/link", body, **signed(of or body, secret.encode(), bot.clock.now() - late))


class AtTill:
    """Paid on the page of a stand-in, which reports by itself."""

    path: ClassVar[str]
    till: YooKassaStandIn | StripeStandIn

    async def opens(self) -> None:
        self._server, port = await serve(self.till.routes(), host="127.0.0.1", port=0)
        self.till.url = f"http://127.0.0.1:{port}"

    async def closes(self) -> None:
        await self._server.cleanup()

    def reports_to(self, bot: World) -> None:
        self.till.telling.url = f"{bot.address}{self.path}"

    async def pays(self, bot: World, person: Person) -> None:
        self.reports_to(bot)
        async with (
            aiohttp.ClientSession() as session,
            session.post(page_of(person), data={"do": "pay"}, allow_redirects=False) as answer,
        ):
            assert answer.headers["Location"].startswith("https://bot.example/pay/done")

    async def tells_again(self, bot: World) -> None:  # noqa: ARG002  # as the protocol has it
        assert await self.till.telling.send(self.till.telling.sent[0]) == 200


class AtYooKassa(AtTill):
    method: ClassVar = "yookassa"
    path = "/pay/yookassa"

    def __init__(self, bot: World) -> None:
        self.till: YooKassaStandIn = YooKassaStandIn(telling=Telling(url=""), now=bot.clock.now)

    def settings(self) -> dict[str, object]:
        return {
            "yookassa_shop_id": self.till.shop,
            "yookassa_secret_key": self.till.secret,
            "yookassa_api_url": self.till.url,
            "public_url": "https://bot.example",
        }

    async def lies(self, bot: World) -> Sequence[int]:
        told = self.till.telling.sent[0].body
        another = told.replace(json.loads(told)["object"]["id"].encode(), b"00000000-0000-0000-0000-000000000000")
        nobody = b'{"event": "payment.succeeded", "object": {"id": "../refunds"}}'
        bodies = (another, told[:-1], b"", b"[]", nobody, b"[" * 20_000)
        return [await post(bot, "/pay/yookassa", body) for body in bodies]


class AtStripe(AtTill):
    method: ClassVar = "stripe"
    path = "/pay/stripe"

    def __init__(self, bot: World) -> None:
        self.till: StripeStandIn = StripeStandIn(telling=Telling(url=""), now=bot.clock.now)

    def settings(self) -> dict[str, object]:
        return {
            "stripe_secret_key": self.till.key,
            "stripe_webhook_secret": self.till.webhook_secret,
            "stripe_api_url": self.till.url,
            "public_url": "https://bot.example",
        }

    async def lies(self, bot: World) -> Sequence[int]:
        told = self.till.telling.sent[0]
        intent = json.loads(told.body)["data"]["object"]["payment_intent"]
        lie = told.body.replace(intent.encode(), b"pi_another")
        signature = self.till.signature
        headers = [
            told.headers["Stripe-Signature"],
            signature(lie, secret=NOT_OURS),
            signature(lie, late=timedelta(minutes=6)),
            signature(lie, late=-timedelta(minutes=6)),
            signature(lie).replace("v1=", "v0="),  # a scheme of Stripe's own tests
            signature(lie[:-1]),
            "",
            "t=now,v1=",
            "v1=\u0430",
        ]
        answers = [await post(bot, self.path, lie, **{"Stripe-Signature": header}) for header in headers]
        of_nothing = b'{"type": "charge.dispute.created", "data": {"object": 2}}'
        endless = told.body.replace(b'"amount_total": ', b'"amount_total": 1e9')
        odd = [lie[:-1], b"[" * 20_000, of_nothing, endless]
        return [*answers, *[await post(bot, self.path, one, **{"Stripe-Signature": signature(one)}) for one in odd]]


async def post(bot: World, path: str, body: bytes, **headers: str) -> int:
    """Tell the bot; the status it answered."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{bot.address}{path}", data=body, headers=headers) as answer,
    ):
        return answer.status


def page_of(person: Person) -> str:
    """The address behind the newest button that opens a page."""
    found: list[Any] = [button["url"] for message in person.chat for button in message.buttons if "url" in button]
    return str(found[-1])


def _any_person(bot: World) -> Person:
    return next(person for person in bot.telegram.persons.values() if person is not bot.owner)
