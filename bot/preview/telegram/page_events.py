"""The page's live stream: what happens in the chats, as Server-Sent Events."""

import asyncio
import json
from typing import Any

from aiohttp import web

from .happenings import Happening, Listener
from .page_messages import page_message
from .world import World

QUIET_SECONDS = 15
RETRY_MILLISECONDS = 1000


async def stream(request: web.Request, world: World) -> web.StreamResponse:
    """Tell the page everything from now on, until it leaves or the world ends."""
    response = web.StreamResponse(
        headers={
            "Content-Type": "text/event-stream",
            "Cache-Control": "no-cache",
            "X-Accel-Buffering": "no",
        }
    )
    with world.subscribe() as listener:
        await response.prepare(request)
        await response.write(f"retry: {RETRY_MILLISECONDS}\n\n".encode())
        try:
            while True:
                line = await _next(listener)
                await response.write(line)
        except (StopAsyncIteration, ConnectionError):
            return response


async def _next(listener: Listener) -> bytes:
    """The next event, or a comment that keeps the connection alive when nothing happens."""
    try:
        async with asyncio.timeout(QUIET_SECONDS):
            happening = await anext(listener)
    except TimeoutError:
        return b": quiet\n\n"
    return f"data: {json.dumps(page_event(happening), ensure_ascii=False)}\n\n".encode()


def page_event(happening: Happening) -> dict[str, Any]:
    event: dict[str, Any] = {"type": happening.type, "person_id": happening.person_id}
    if happening.message is not None:
        event["message"] = page_message(happening.message)
    return event | (happening.details or {})
