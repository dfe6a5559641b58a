"""What the tests of the stand-in share: a moved clock, calls without a library, keyboards, a picture."""

import asyncio
import struct
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, LabeledPrice

from bot.preview.telegram import StandIn
from bot.preview.telegram.witness import PATIENCE

STARS = [LabeledPrice(label="Book", amount=100)]
BOOK: dict[str, Any] = {
    "title": "Book",
    "description": "How to begin",
    "payload": "order-1",
    "currency": "XTR",
    "prices": STARS,
    "provider_token": "",
}


class MovedClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2030, 5, 6, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@asynccontextmanager
async def bot_of(telegram: StandIn, token: str = "42:PREVIEW") -> AsyncIterator[Bot]:
    """A bot whose connections are closed at once: aiogram's own closing waits a while for TLS."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.url))
    yield Bot(token, session=session)
    await (await session.create_session()).close()


async def until(holds: Callable[[], bool]) -> None:
    """Return as soon as this holds."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110  # what is waited for is a plain attribute
            await asyncio.sleep(0.002)


async def called(telegram: StandIn, method: str, /, **params: Any) -> dict[str, Any]:
    """The whole answer to a call with a JSON body."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{telegram.url}/bot{telegram.token}/{method}", json=params) as response,
    ):
        answer: dict[str, Any] = await response.json()
        assert answer["ok"] is (response.status == 200)
        return answer


async def refusal(telegram: StandIn, method: str, /, **params: Any) -> str:
    """The words with which a call was refused."""
    answer = await called(telegram, method, **params)
    assert not answer["ok"], answer
    return str(answer["description"])


def keyboard(*texts: str) -> InlineKeyboardMarkup:
    """One row of callback buttons whose data are their texts."""
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=text, callback_data=text) for text in texts]]
    )


def picture(width: int = 120, height: int = 80) -> bytes:
    """A grey PNG."""
    lines = (b"\0" + bytes([200]) * width) * height
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(lines)),
        (b"IEND", b""),
    )
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)
