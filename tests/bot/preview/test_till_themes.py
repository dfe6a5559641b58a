"""The pages around a payment can be read by day and by night."""

import re
from typing import Any, Literal

import pytest
from aiohttp import web
from playwright.async_api import Browser

from bot.payments.checkout import DONE, page_done
from bot.preview.tills.page import checkout_page
from bot.web.server import serve

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

COLOURS = """elements => elements.map(element => {
    const paper = getComputedStyle(element).backgroundColor;
    return [getComputedStyle(element).color, paper];
})"""


def light(colour: str) -> float:
    """The relative luminance of `rgb(…)`, 0 to 1 (www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, paper: str) -> float:
    darker, lighter = sorted((light(ink), light(paper)))
    return (lighter + 0.05) / (darker + 0.05)


async def answer(_request: web.Request) -> web.Response:
    return checkout_page("YooKassa", "The course", "4900.00 RUB", "en")


@pytest.mark.parametrize("path", ["/till", DONE])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_it_can_be_read(browser: Browser, path: str, theme: Literal["light", "dark"]) -> None:
    server, port = await serve([web.get("/till", answer), page_done("https://t.me/bot")], host="127.0.0.1", port=0)
    page = await browser.new_page(color_scheme=theme)
    await page.goto(f"http://127.0.0.1:{port}{path}")
    ((ink, _),) = await page.locator("h1").evaluate_all(COLOURS)
    pressed: list[Any] = await page.locator("button, a").evaluate_all(COLOURS)
    await page.close()
    await server.cleanup()
    assert (light(ink) > 0.5) == (theme == "dark")
    assert pressed
    assert all(contrast(ink, paper) >= 4.5 for ink, paper in pressed)
