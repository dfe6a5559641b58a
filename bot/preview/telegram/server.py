"""The stand-in Telegram over HTTP: `/bot<token>/<method>`, and `/file/bot<token>/<path>` for downloads."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from .channels import Channel
from .errors import ApiError
from .faults import Fault
from .limits import Limits
from .methods import METHODS, NAMES
from .person import Person
from .reading import read_call
from .witness import Witness
from .world import Request, World, clock

FIRST_PERSON = 1001
JSON = "application/json"
HTML = "text/html"


class StandIn(World):
    """A Telegram of one bot: `async with StandIn() as telegram`, then point the bot at `telegram.url`.

    `now` is the clock by which Telegram dates and limits; `persons` are those who were made, by their ids.
    """

    def __init__(
        self,
        now: Callable[[], datetime] = clock,
        token: str = "42:PREVIEW",  # noqa: S107  # a name by which the bot and its stand-in find each other
        username: str = "voronka_preview_bot",
        limits: Limits | None = None,
    ) -> None:
        super().__init__(now, token, username, limits)
        self.url = ""
        self.persons: dict[int, Person] = {}
        self._last_person = FIRST_PERSON - 1
        self._runner: web.AppRunner | None = None

    def person(
        self,
        first_name: str = "Анна",
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "ru",
        id: int | None = None,  # noqa: A002  # Telegram's own name for it
    ) -> Person:
        """A new person. Without an id they are numbered from 1001 upwards.

        Raises:
            ValueError: there is a person with this id already.
        """
        number = id if id is not None else self._last_person + 1
        if number in self.chats:
            raise ValueError(f"person {number} exists already")
        self._last_person = max(self._last_person, number)
        person = Person(
            self,
            {
                "id": number,
                "is_bot": False,
                "first_name": first_name,
                **({"last_name": last_name} if last_name else {}),
                **({"username": username} if username else {}),
                **({"language_code": language_code} if language_code else {}),
            },
        )
        self.persons[number] = person
        self.happenings.tell("person", number)
        return person

    def group(self, title: str, id: int) -> Witness:  # noqa: A002  # as above
        """A group the bot is in, with a number below zero; anybody can write there."""
        group = Witness(self, {"id": id, "title": title, "first_name": title, "type": "supergroup"})
        group.room.started = True
        return group

    def channel(self, name: str, title: str = "", *, bot_is_admin: bool = True) -> Channel:
        """The channel `@name`, or the one with this number; made where there is none."""
        return self.channels.open(name, title or name.removeprefix("@"), bot_is_admin=bot_is_admin)

    @property
    def routes(self) -> list[web.RouteDef]:
        """The routes, to be added to any application that also serves other things."""
        return [
            web.route("*", "/bot{token:[^/]*}/{method:.*}", self._answer),
            web.get("/file/bot{token:[^/]*}/{path:.*}", self._download),
        ]

    @property
    def app(self) -> web.Application:
        """A new application with these routes alone, to be run or mounted."""
        app = web.Application()
        app.add_routes(self.routes)
        return app

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen, on a free port unless one is given; returns `url`, for `TelegramAPIServer.from_base`."""
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://{host}:{port}"
        return self.url

    async def close(self) -> None:
        await self.forget_webhook()
        self.updates.terminate()
        self.happenings.end()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request.match_info["token"])
            name = NAMES.get(request.match_info["method"].lower())
            if name is None:
                raise ApiError(404, "Not Found: method not found")
            call = await read_call(request, name)
        except ApiError as error:
            return _refused(error)
        fault = self.faults.take(name, _chat_of(call.params)) if len(self.faults) else None
        if fault is not None:
            early = await _fail(fault, request)
            if early is not None:
                return early
        try:
            result = METHODS[name](self, call)
            if asyncio.iscoroutine(result):
                result = await result
        except ApiError as error:
            if name != "getUpdates":
                self.requests.append(Request(name, call.params, error.answer()))
            return _refused(error)
        answer = {"ok": True, "result": result}
        if name != "getUpdates":
            self.requests.append(Request(name, call.params, answer))
        if fault is not None and fault.drop == "after":
            return _dropped(request)
        return web.Response(body=json.dumps(answer).encode(), content_type=JSON)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request.match_info["token"])
            file = self.files.by_path(request.match_info["path"])
            if file is None:
                raise ApiError(404, "Not Found")
        except ApiError as error:
            return _refused(error)
        return web.Response(body=file.content, content_type="application/octet-stream")

    def _check_token(self, token: str) -> None:
        number, colon, secret = token.partition(":")
        if not (number.isdecimal() and colon and secret):
            raise ApiError(404, "Not Found")
        if token != self.token:
            raise ApiError(401, "Unauthorized")


def _refused(error: ApiError) -> web.Response:
    response = web.json_response(error.answer(), status=error.code)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _dropped(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.close()
    return web.Response()


async def _fail(fault: Fault, request: web.Request) -> web.Response | None:
    """What the caller gets instead of its answer; None when the call is executed after all."""
    if fault.delay:
        await asyncio.sleep(fault.delay)
    if fault.drop == "before":
        return _dropped(request)
    if fault.page is not None:
        return web.Response(text=fault.page, status=fault.error or 500, content_type=HTML)
    refusal = fault.refusal()
    return None if refusal is None else _refused(refusal)


def _chat_of(params: dict[str, Any]) -> int | None:
    try:
        return int(params.get("chat_id") or params.get("user_id") or "")
    except (TypeError, ValueError):
        return None
