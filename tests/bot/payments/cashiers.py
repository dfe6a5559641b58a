"""One cashier for each way to be paid: how a person pays there, and how the bot is told of it, rightly and wrongly."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar, Protocol
from urllib.parse import parse_qs, urlsplit

import aiohttp

from bot.preview.telegram import Person
from bot.signing import signed
from tests.bot.shop import MONEY_IS_HERE, PAID
from tests.bot.world import World

NOT_OURS = "somebody else's secret"


class Cashier(Protocol):
    """Plays the person at the till and whoever reports of it."""

    method: ClassVar[str]

    def settings(self) -> dict[str, object]:
        """What the bot needs to be paid so."""

    async def pays(self, bot: World, person: Person) -> None:
        """The person has the product's way to pay before them, and pays in it."""

    async def tells_again(self, bot: World) -> None:
        """The bot is told of the last payment once more, as it was before."""

    async def lies(self, bot: World) -> Sequence[int]:
        """Reports of a payment that nobody made: the statuses they were answered."""


class InTelegram:
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


class ByHand(InTelegram):
    method: ClassVar = "manual"

    async def pays(self, bot: World, person: Person) -> None:
        await bot.presses(person, PAID)
        self._notice = await bot.owner.sees("Says they have paid")
        self._button = next(button for button in self._notice.buttons if button["text"] == MONEY_IS_HERE)
        await bot.owner.presses_button(self._notice, self._button)

    async def tells_again(self, bot: World) -> None:
        await bot.owner.presses_button(self._notice, self._button)


class Link:
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
            await post(bot, "/pay/link", lie),
        ]

    async def tells(
        self, bot: World, body: bytes, *, of: bytes = b"", secret: str = secret, late: timedelta = timedelta()
    ) -> int:
        """Report this, signed as if the body were `of`."""
        return await post(bot, "/pay/link", body, **signed(of or body, secret.encode(), bot.clock.now() - late))


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
