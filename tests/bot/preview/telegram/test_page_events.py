"""The page's live stream."""

import asyncio
import json
import time
from typing import Any

import aiohttp
from aiogram import Bot

from bot.preview.telegram import Person, StandIn
from bot.preview.telegram.witness import PATIENCE

from .page import Page, page_of
from .world import MovedClock, keyboard


async def event_of(response: aiohttp.ClientResponse) -> dict[str, Any]:
    async with asyncio.timeout(PATIENCE):
        while True:
            line = (await response.content.readline()).decode()
            if line.startswith("data: "):
                event: dict[str, Any] = json.loads(line.removeprefix("data: "))
                return event


async def test_the_page_hears_what_happens(telegram: StandIn, bot: Bot, anna: Person) -> None:
    async with page_of(telegram) as page, page.session.get(f"{page.address}/api/events") as stream:
        assert stream.content_type == "text/event-stream"
        assert (await stream.content.readline()).startswith(b"retry: ")
        sent = await bot.send_message(anna.id, "<b>да</b>\n", parse_mode="HTML", reply_markup=keyboard("да"))
        event = await event_of(stream)
        assert (event["type"], event["person_id"], event["message"]["html"]) == (
            "message",
            anna.id,
            "<b>да</b>",
        )
        await bot.send_chat_action(anna.id, "typing")
        assert await event_of(stream) == {"type": "typing", "person_id": anna.id, "action": "typing"}
        await sent.edit_text("нет")
        event = await event_of(stream)
        assert (event["type"], event["message"]["edited"]) == ("edited", True)
        boris = telegram.person("Борис")
        assert await event_of(stream) == {"type": "person", "person_id": boris.id}


async def test_the_stream_ends_with_the_stand_in(clock: MovedClock) -> None:
    telegram = StandIn(now=clock)
    async with page_of(telegram) as page, page.session.get(f"{page.address}/api/events") as stream:
        await stream.content.readline()
        await telegram.close()
        async with asyncio.timeout(PATIENCE):
            await stream.content.read()


async def test_a_page_that_left_is_forgotten(telegram: StandIn, anna: Person) -> None:
    async with page_of(telegram) as page:
        await come_and_go(page)
        began = time.monotonic()
        while telegram.happenings.listeners and time.monotonic() - began < 5:
            await anna.writes("эй")
            await asyncio.sleep(0.02)
        assert telegram.happenings.listeners == 0


async def come_and_go(page: Page) -> None:
    async with page.session.get(f"{page.address}/api/events") as stream:
        await stream.content.readline()
