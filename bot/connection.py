"""The connection to Telegram: aiogram's, with every error in one of the kinds the bot knows what to do about.

A front server answers with a page of HTML when Telegram is restarting; that passes. A file that is too large stays too
large, it is no trouble of the network. An answer that says yes in a form aiogram cannot read must not be taken for a
no: what was sent would be sent again and again. And a request that never went out is told from one of which nobody
knows whether it was carried out.

Most of what a bot sends are texts out of the outbox, so these take a shorter way than aiogram's: a body of JSON, and of
the answer no more than the number of the message.
"""

from contextlib import suppress
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
    TelegramNetworkError,
    TelegramServerError,
)
from aiogram.methods import Response, SendMessage, TelegramMethod
from aiogram.types import Message, MessageId, Update
from aiohttp import BytesPayload, ClientConnectorError, ClientTimeout, ConnectionTimeoutError, FormData
from msgspec import DecodeError, Struct
from msgspec.json import Decoder

MOST_AT_ONCE = 200
"""Requests on their way at the same time."""

CONNECT_WITHIN = 10.0
"""Seconds a connection has to be made, so that one that is not is told from an answer that does not come."""

_SHOWN = 100


class SendText(SendMessage):
    """`sendMessage` without aiogram's defaults; of its answer the number alone is read."""

    __returning__ = MessageId  # type: ignore[assignment]  # a Message has that number, too


class _Number(Struct):
    message_id: int


class _Sent(Struct):
    """Telegram's answer to a `SendText` that it took, as far as anybody asks."""

    result: _Number
    ok: bool


_SENT = Decoder(_Sent)
_NUMBER = Response[MessageId]


def is_in_doubt(error: TelegramAPIError) -> bool:
    """Whether what was asked may have been carried out: the request had gone out, and no answer came of it.

    A connection that was refused, found no address or was not made in time has carried nothing.
    """
    if isinstance(error, TelegramServerError):
        return isinstance(error, GatewayTimeoutError)
    return isinstance(error, TelegramNetworkError) and not isinstance(
        error.__cause__, ClientConnectorError | ConnectionTimeoutError
    )


class GatewayTimeoutError(TelegramServerError):
    """The front server waited for Telegram in vain: what was asked may be carried out all the same."""


class Connection(AiohttpSession):
    """Raises nothing but TelegramAPIError and its kinds."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._answers: dict[type[TelegramMethod[Any]], type[Response[Any]]] = {}
        """Held, because pydantic forgets what nobody holds; building one anew takes as long as ten messages."""

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109  # aiogram's
        """As aiogram's, with a limit of its own for the connection."""
        total = self.timeout if timeout is None else timeout
        limits = ClientTimeout(total=total, sock_connect=min(CONNECT_WITHIN, total / 2))
        return await super().make_request(bot, method, limits)  # type: ignore[arg-type]  # passed on to aiohttp as it is

    def build_form_data(self, bot: Bot, method: TelegramMethod[Any]) -> FormData | BytesPayload:  # type: ignore[override]  # aiohttp takes either
        """As aiogram's; a `SendText` becomes JSON."""
        if not isinstance(method, SendText):
            return super().build_form_data(bot, method)
        body = method.model_dump_json(exclude_unset=True, exclude_none=True)
        return BytesPayload(body.encode(), content_type="application/json")

    def check_response(self, bot: Bot, method: TelegramMethod[Any], status_code: int, content: str) -> Response[Any]:
        """As aiogram's; an answer that is none is the server's trouble, whatever its status."""
        if status_code == HTTPStatus.GATEWAY_TIMEOUT:
            raise GatewayTimeoutError(method, "Gateway Timeout")
        if status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            raise TelegramBadRequest(method, "Request Entity Too Large")
        if isinstance(method, SendText) and status_code == HTTPStatus.OK:
            with suppress(DecodeError):  # whatever it is then, aiogram tells
                if (sent := _SENT.decode(content)).ok:
                    number = MessageId.model_construct(message_id=sent.result.message_id)
                    return _NUMBER.model_construct(ok=True, result=number)
        if type(method) not in self._answers:
            self._answers[type(method)] = Response[method.__returning__]  # type: ignore[name-defined]  # known at run time
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
    for model in (Message, Update):  # a tenth of a second, which nobody who writes to the bot has to wait
        model.model_rebuild()
    api = TelegramAPIServer.from_base(server.rstrip("/"))
    return Bot(
        token,
        session=Connection(api=api, limit=MOST_AT_ONCE),
        default=DefaultBotProperties(parse_mode="HTML"),
    )
