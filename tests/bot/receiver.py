"""Another system that gets the bot's calls over HTTP, and answers as it is told."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.web.server import listen


@dataclass(frozen=True, kw_only=True)
class Received:
    """A request as it came."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def call(self) -> str:
        return self.headers["X-Voronka-Call"]

    @property
    def fields(self) -> Any:
        return json.loads(self.body)


@dataclass(kw_only=True)
class Receiver:
    """`answers` are given in turn, then `{}` for ever."""

    port: int = 0
    received: list[Received] = field(default_factory=list)
    answers: deque[web.Response] = field(default_factory=deque)
    takes: float = 0
    """Seconds until an answer."""
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    """Set; a test that clears it holds the answers back."""
    at_once: int = 0
    most_at_once: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/leads"

    def will_answer(self, *statuses: int, body: str = "", **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.extend(web.Response(status=status, text=body, headers=named) for status in statuses)

    async def answer(self, request: web.Request) -> web.Response:
        self.received.append(Received(headers=request.headers.copy(), body=await request.read()))
        answer = self.answers.popleft() if self.answers else web.json_response({})
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.takes)
            await self.may_answer.wait()
        finally:
            self.at_once -= 1
        return answer


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    receiver.may_answer.set()
    app = web.Application()
    app.router.add_post("/leads", receiver.answer)
    runner, receiver.port = await listen(app, host="127.0.0.1", port=0)
    yield receiver
    await runner.shutdown()
    await runner.cleanup()
