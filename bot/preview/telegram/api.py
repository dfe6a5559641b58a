"""The page's own API: plays persons, reads their chats, moves the clock.

A bad request is answered with `{"error": "a sentence"}` and a status of 4xx.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, Literal, Protocol

from aiohttp import web

from . import page_paying
from .callbacks import Toast
from .chats import Chat
from .errors import ActionError, ApiError
from .files import UNKNOWN_TYPE
from .menus import menu_of
from .messages import Message
from .page_events import stream
from .page_files import read_file, send_file
from .page_messages import page_button, page_message
from .page_money import act_on, page_links, page_subscriptions
from .page_staff import message_of, moves, page_channel, page_chat, staff_chats
from .person import PLACE, Person, Press
from .server import StandIn
from .subscriptions import SubscriptionError

ANSWER_SECONDS = 5.0
FURTHEST = (90, 180)
SHOWN = ("image/", "video/", "audio/")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Controls(Protocol):
    """What the page can do besides chatting: the bot's clock, the funnels one can start, the fate of calls."""

    async def moment(self) -> dict[str, Any]:
        """`{"now": ISO time, "next_follow_up": ISO time or None}`."""

    async def move(self, to: Literal["next"] | None, by_seconds: int | None) -> dict[str, Any]:
        """Move the clock, let happen what became due, and say the moment as `moment` does."""

    async def funnels(self) -> list[dict[str, Any]]:
        """`[{"funnel", "title", "links": [...], "calls": whether it calls other systems, "events": [...]}]`."""

    async def calls(self, *, fail: bool | None) -> dict[str, Any]:
        """`{"fail": whether calls to other systems fail}`, which `fail` decides unless it is None."""

    def staff(self) -> list[int]:
        """The chats of the people who run the bot; the first is that of the person who acts in all of them."""


def page_api(telegram: StandIn, controls: Controls, *, answer_seconds: float = ANSWER_SECONDS) -> list[web.RouteDef]:
    """The routes of the page's API, all under `/api/`; a press waits so long for the bot's answer."""
    page = PageApi(telegram, controls, answer_seconds)
    return [
        web.get("/api/persons", spoken(page.persons)),
        web.post("/api/persons", spoken(page.add_person)),
        web.get("/api/persons/{id}/chat", spoken(page.chat)),
        web.post("/api/persons/{id}/messages", spoken(page.write)),
        web.post("/api/persons/{id}/files", spoken(page.send)),
        web.post("/api/persons/{id}/contact", spoken(page.contact)),
        web.post("/api/persons/{id}/location", spoken(page.location)),
        web.post("/api/persons/{id}/press", spoken(page.press)),
        web.post("/api/persons/{id}/pay", spoken(page.pay)),
        web.post("/api/persons/{id}/subscription", spoken(page.subscription)),
        web.post("/api/persons/{id}/form", spoken(page.form)),
        web.post("/api/persons/{id}/shipping", spoken(page.shipping)),
        web.post("/api/persons/{id}/channels", spoken(page.channel)),
        web.get("/api/staff", spoken(page.staff)),
        web.post("/api/staff/press", spoken(page.staff_press)),
        web.post("/api/staff/reply", spoken(page.staff_reply)),
        web.post("/api/persons/{id}/block", spoken(page.block)),
        web.post("/api/persons/{id}/unblock", spoken(page.unblock)),
        web.get("/api/files/{file_id}", spoken(page.file)),
        web.get("/api/clock", spoken(page.clock)),
        web.post("/api/clock", spoken(page.move_clock)),
        web.get("/api/funnels", spoken(page.funnels)),
        web.get("/api/calls", spoken(page.calls)),
        web.post("/api/calls", spoken(page.let_calls)),
        web.get("/api/events", spoken(page.events)),
    ]


class PageError(Exception):
    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def spoken(handler: Handler) -> Handler:
    """The handler, with every refusal turned into `{"error": "a sentence"}`."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except PageError as error:
            return web.json_response({"error": str(error)}, status=error.status)
        except (ActionError, SubscriptionError) as error:
            return web.json_response({"error": str(error)}, status=409)
        except ApiError as error:
            return web.json_response({"error": error.description}, status=error.code)

    return answer


class PageApi:
    def __init__(self, telegram: StandIn, controls: Controls, answer_seconds: float) -> None:
        self._telegram = telegram
        self._controls = controls
        self._answer_seconds = answer_seconds

    async def persons(self, request: web.Request) -> web.Response:  # noqa: ARG002  # a handler's shape
        return web.json_response([page_person(person) for person in self._telegram.persons.values()])

    async def add_person(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        name = text_of(body, "first_name")
        person = self._telegram.person(first_name=name, language_code=body.get("language_code") or "ru")
        return web.json_response(page_person(person), status=201)

    async def chat(self, request: web.Request) -> web.Response:
        person = self._person(request)
        return web.json_response(
            {
                "person": page_person(person),
                "blocked": person.room.blocked,
                "messages": [page_message(message) for message in person.chat if not message.deleted],
                "keyboard": [[page_button(button) for button in row] for row in person.room.keyboard],
                "folded": person.room.folded,
                "bot": self._telegram.bot,
                "menu": menu_of(self._telegram, person.room.user),
                "links": page_links(person),
                "subscriptions": page_subscriptions(person),
                "channels": [page_channel(channel, person) for channel in self._telegram.channels],
            }
        )

    async def write(self, request: web.Request) -> web.Response:
        person = self._person(request)
        text = text_of(await body_of(request), "text")
        if person.room.blocked and text.split()[0] == "/start":
            await person.unblocks()
        await person.writes(text)
        return newest(person)

    async def send(self, request: web.Request) -> web.Response:
        person = self._person(request)
        await send_file(person, await read_file(request))
        return newest(person)

    async def contact(self, request: web.Request) -> web.Response:
        person = self._person(request)
        body = await body_of(request)
        await person.shares_contact(str(body.get("phone") or person.phone))
        return newest(person)

    async def location(self, request: web.Request) -> web.Response:
        person = self._person(request)
        await person.shares_location(*place_of(await body_of(request)))
        return newest(person)

    async def press(self, request: web.Request) -> web.Response:
        person = self._person(request)
        body = await body_of(request)
        if "message_id" not in body:
            button = button_at(person.room.keyboard, body)
            await person.presses_answer(button, phone=body.get("phone"), place=place_of(body))
            return web.json_response({"toast": "", "alert": False, "url": None})
        message = self._message(person, body)
        press = await person.presses_button(message, button_at(message.rows, body))
        return web.json_response(await pressed(press, self._answer_seconds))

    async def pay(self, request: web.Request) -> web.Response:
        person = self._person(request)
        body = await body_of(request)
        if body.get("link"):
            outcome = await person.pays_link(str(body["link"]))
        else:
            outcome = await page_paying.pay(person, self._message(person, body), body)
        return web.json_response({"ok": outcome.ok, "error": outcome.error_message or None})

    async def subscription(self, request: web.Request) -> web.Response:
        person = self._person(request)
        body = await body_of(request)
        if not act_on(person, body.get("charge"), body.get("act")):
            raise PageError("there is no such subscription, or nothing of the kind to be done to it", 404)
        return web.json_response(page_subscriptions(person))

    async def form(self, request: web.Request) -> web.Response:
        person = self._person(request)
        return web.json_response(page_paying.form_of(person, self._message(person, await body_of(request))))

    async def shipping(self, request: web.Request) -> web.Response:
        person = self._person(request)
        body = await body_of(request)
        return web.json_response(await page_paying.ways(person, self._message(person, body), body.get("address")))

    async def channel(self, request: web.Request) -> web.Response:
        person = self._person(request)
        body = await body_of(request)
        channel = self._telegram.channels.find(str(body.get("channel")))
        if channel is None:
            raise PageError("there is no such channel", 404)
        await moves(person, channel, joined=body.get("joined") is True, link=str(body.get("link", "")))
        return web.json_response(page_channel(channel, person))

    async def staff(self, request: web.Request) -> web.Response:  # noqa: ARG002  # a handler's shape
        return web.json_response([page_chat(chat) for chat in self._staff_chats()])

    async def staff_press(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        message = self._staff_message(body)
        press = await self._acting().presses_button(message, button_at(message.rows, body))
        return web.json_response(await pressed(press, self._answer_seconds))

    async def staff_reply(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        await self._acting().writes(text_of(body, "text"), to=self._staff_message(body))
        return web.json_response([page_chat(chat) for chat in self._staff_chats()], status=201)

    def _staff_chats(self) -> list[Chat]:
        return staff_chats(self._telegram, self._controls.staff())

    def _staff_message(self, body: dict[str, Any]) -> Message:
        message = message_of(self._staff_chats(), body.get("chat"), body.get("message_id"))
        if message is None:
            raise PageError("there is no such message", 404)
        return message

    def _acting(self) -> Person:
        """Who acts for the staff; there is a message of theirs, so there is somebody."""
        return self._telegram.persons[self._controls.staff()[0]]

    async def block(self, request: web.Request) -> web.Response:
        person = self._person(request)
        await person.blocks()
        return web.json_response({"blocked": True})

    async def unblock(self, request: web.Request) -> web.Response:
        person = self._person(request)
        await person.unblocks()
        return web.json_response({"blocked": False})

    async def file(self, request: web.Request) -> web.Response:
        file = self._telegram.files.by_id(request.match_info["file_id"])
        if file is None:
            raise PageError("there is no such file", 404)
        shown = file.content_type.startswith(SHOWN) and "svg" not in file.content_type
        headers = {
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "max-age=31536000, immutable",
            "Accept-Ranges": "bytes",
        }
        start, stop = part_of(request, file.size)
        if (start, stop) != (0, file.size):
            headers["Content-Range"] = f"bytes {start}-{stop - 1}/{file.size}"
        return web.Response(
            status=206 if "Content-Range" in headers else 200,
            body=file.content[start:stop],
            content_type=file.content_type if shown else UNKNOWN_TYPE,
            headers=headers,
        )

    async def clock(self, request: web.Request) -> web.Response:  # noqa: ARG002  # a handler's shape
        return web.json_response(await self._controls.moment())

    async def move_clock(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        to, seconds = body.get("to"), body.get("by_seconds")
        if to == "next" and seconds is None:
            return web.json_response(await self._controls.move("next", None))
        if to is None and type(seconds) is int and seconds > 0:
            return web.json_response(await self._controls.move(None, seconds))
        raise PageError('say {"to": "next"} or {"by_seconds": a whole number above zero}')

    async def funnels(self, request: web.Request) -> web.Response:  # noqa: ARG002  # a handler's shape
        return web.json_response(await self._controls.funnels())

    async def calls(self, request: web.Request) -> web.Response:  # noqa: ARG002  # a handler's shape
        return web.json_response(await self._controls.calls(fail=None))

    async def let_calls(self, request: web.Request) -> web.Response:
        fail = (await body_of(request)).get("fail")
        if not isinstance(fail, bool):
            raise PageError("fail must be true or false")
        return web.json_response(await self._controls.calls(fail=fail))

    async def events(self, request: web.Request) -> web.StreamResponse:
        return await stream(request, self._telegram)

    def _person(self, request: web.Request) -> Person:
        number = request.match_info["id"]
        person = self._telegram.persons.get(int(number)) if number.isdecimal() else None
        if person is None:
            raise PageError(f"there is no person {number}", 404)
        return person

    def _message(self, person: Person, body: dict[str, Any]) -> Message:
        number = body.get("message_id")
        message = person.room.message(number) if isinstance(number, int) else None
        if message is None:
            raise PageError("there is no such message", 404)
        return message


def page_person(person: Person) -> dict[str, Any]:
    return {**person.room.user, "blocked": person.room.blocked, "started": person.room.started}


def newest(person: Person) -> web.Response:
    return web.json_response(page_message(person.chat[-1]), status=201)


async def pressed(press: Press, answer_seconds: float) -> dict[str, Any]:
    """What the page shows after a press; a bot that does not answer in time shows nothing."""
    toast = Toast()
    if press.query is not None:
        try:
            async with asyncio.timeout(answer_seconds):
                toast = await asyncio.shield(press.query.answer)
        except TimeoutError:
            toast = Toast()
    answer: dict[str, Any] = {"toast": toast.text, "alert": toast.alert, "url": press.url or toast.url}
    if press.copied is not None:
        answer["copy"] = press.copied
    if press.payment is not None:
        answer["payment"] = {"ok": press.payment.ok, "error": press.payment.error_message or None}
    return answer


async def body_of(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise PageError("the request is no JSON") from None
    if not isinstance(body, dict):
        raise PageError("the request is no JSON object")
    return body


def text_of(body: dict[str, Any], name: str) -> str:
    text = body.get(name)
    if not isinstance(text, str) or not text.strip():
        raise PageError(f"{name} must be a text that is not empty")
    return text.strip()


def place_of(body: dict[str, Any]) -> tuple[float, float]:
    """The place a request names, the middle of Moscow where it names none."""
    place = (body.get("latitude", PLACE[0]), body.get("longitude", PLACE[1]))
    if not all(type(degrees) in (int, float) for degrees in place):
        raise PageError("latitude and longitude must be numbers")
    if any(abs(degrees) > furthest for degrees, furthest in zip(place, FURTHEST, strict=True)):
        raise PageError("latitude is from -90 to 90, longitude from -180 to 180")
    return place


def part_of(request: web.Request, size: int) -> tuple[int, int]:
    """Which bytes of a file are asked for: a player that seeks asks for a part; what is no part is the whole."""
    try:
        start, stop, _ = request.http_range.indices(size)
    except ValueError:
        return 0, size
    return (start, stop) if start < stop else (0, size)


def button_at(rows: list[list[dict[str, Any]]], body: dict[str, Any]) -> dict[str, Any]:
    row, column = body.get("row"), body.get("column")
    if isinstance(row, int) and isinstance(column, int) and 0 <= row < len(rows) and 0 <= column < len(rows[row]):
        return rows[row][column]
    raise PageError("there is no such button", 404)
