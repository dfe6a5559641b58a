"""The connection to Telegram: aiogram's, with every error in one of the kinds the bot knows what to do about.

A front server answers with a page of HTML when Telegram is restarting; that passes. A file that is too large stays too
large, it is no trouble of the network. An answer that says yes in a form aiogram cannot read must not be taken for a
no: what was sent would be sent again and again.
"""

from http import HTTPStatus
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramServerError,
)
from aiogram.methods import Response, TelegramMethod

MOST_AT_ONCE = 200
"""Requests on their way at the same time."""

_SHOWN = 100


class Connection(AiohttpSession):
    """Raises nothing but TelegramAPIError and its kinds."""

    def check_response(self, bot: Bot, method: TelegramMethod[Any], status_code: int, content: str) -> Response[Any]:
        """As aiogram's; an answer that is none is the server's trouble, whatever its status."""
        if status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            raise TelegramBadRequest(method, "Request Entity Too Large")
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            shown = " ".join(content.split())[:_SHOWN]
            if isinstance(error.data, dict) and error.data.get("ok") is True:
                raise TelegramAPIError(method, f"accepted, but the answer cannot be read: {shown}") from error
            raise TelegramServerError(method, f"status {status_code} and no answer in it: {shown}") from error

    async def close(self) -> None:
        """As aiogram's, but for its pause at the end, which only connections with TLS need."""
        if self.api.base.startswith("https:"):
            await super().close()
        elif self._session is not None:
            await self._session.close()


def connect(token: str, server: str) -> Bot:
    """A bot on the Bot API server at this address; raises aiogram's TokenValidationError for what is no token."""
    api = TelegramAPIServer.from_base(server.rstrip("/"))
    return Bot(
        token,
        session=Connection(api=api, limit=MOST_AT_ONCE),
        default=DefaultBotProperties(parse_mode="HTML"),
    )
