"""A browser page's side of the page API: one call after another, each answer with its status."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal

import aiohttp
from aiohttp import web

from bot.preview.telegram import StandIn
from bot.preview.telegram.api import page_api

OWNER = 1

NOW = "2030-05-06T12:00:00+00:00"


class Controls:
    """Remembers the moves of the clock."""

    def __init__(self) -> None:
        self.moves: list[tuple[str | None, int | None]] = []
        self.calls_fail = False

    async def moment(self) -> dict[str, Any]:
        return {"now": NOW, "next_follow_up": None}

    async def move(self, to: Literal["next"] | None, by_seconds: int | None) -> dict[str, Any]:
        self.moves.append((to, by_seconds))
        return await self.moment()

    def staff(self) -> list[int]:
        return [OWNER]

    async def funnels(self) -> list[dict[str, Any]]:
        return [{"funnel": "book", "title": "Книга", "links": ["book", "vk"], "calls": False}]

    async def calls(self, *, fail: bool | None) -> dict[str, Any]:
        self.calls_fail = self.calls_fail if fail is None else fail
        return {"fail": self.calls_fail}


class Page:
    def __init__(self, session: aiohttp.ClientSession, address: str, controls: Controls) -> None:
        self.session = session
        self.address = address
        self.controls = controls

    async def get(self, path: str) -> tuple[int, Any]:
        async with self.session.get(f"{self.address}/api/{path}") as response:
            return response.status, await response.json()

    async def post(self, path: str, body: Any = None, *, form: aiohttp.FormData | None = None) -> tuple[int, Any]:
        how: dict[str, Any] = {"data": form} if form is not None else {"json": body if body is not None else {}}
        async with self.session.post(f"{self.address}/api/{path}", **how) as response:
            return response.status, await response.json()


@asynccontextmanager
async def page_of(telegram: StandIn, *, answer_seconds: float = 5.0) -> AsyncIterator[Page]:
    controls = Controls()
    app = web.Application()
    app.add_routes(page_api(telegram, controls, answer_seconds=answer_seconds))
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    async with aiohttp.ClientSession() as session:
        yield Page(session, f"http://{host}:{port}", controls)
    await runner.cleanup()
