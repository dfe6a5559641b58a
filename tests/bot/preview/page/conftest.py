"""The page before a test: a world of its own behind it, and an ear for what the browser complains of."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Error, Page, expect

from .world import PageWorld

WHEN_DOWN = ("ERR_CONNECTION_", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_EMPTY_RESPONSE", "ERR_SOCKET_NOT_CONNECTED")
"""A connection that was kept open may break in several ways when the server goes down."""

PATIENCE_MS = 20_000
"""For a loaded machine: a test that goes well waits for none of it."""

WHEN_REFUSED = "the server responded with a status of 4"


@pytest_asyncio.fixture(loop_scope="session")
async def world() -> AsyncIterator[PageWorld]:
    async with PageWorld.opened() as world:
        yield world


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, world: PageWorld) -> AsyncIterator[Page]:
    """The page in Russian, at a desk, in UTC. An error of the page's own fails the test that met it."""
    context = await browser.new_context(
        viewport={"width": 1280, "height": 800},
        locale="ru-RU",
        timezone_id="UTC",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    page = await context.new_page()
    complaints: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    def failed(error: Error) -> None:
        complaints.append(str(error))

    page.on("console", said)
    page.on("pageerror", failed)
    await page.goto(world.address)
    yield page
    await context.close()
    expected = (*WHEN_DOWN, WHEN_REFUSED)
    assert [words for words in complaints if not any(known in words for known in expected)] == []
