"""The sheet of the chat page that sends an event: what is refused stays to be mended, what is taken closes it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.preview.session import previewing

from .page.acts import newest
from .test_outside import SCRIPT

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, tmp_path: Path) -> AsyncIterator[Page]:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "funnel.yaml").write_text(SCRIPT, encoding="utf-8")
    async with previewing(funnels=tmp_path, language="en") as preview:
        context = await browser.new_context(locale="en-GB", viewport={"width": 390, "height": 800})
        page = await context.new_page()
        await page.goto(preview.url)
        yield page
        await context.close()


async def test_an_event_is_sent_from_the_menu(page: Page) -> None:
    await page.get_by_role("button", name="Show the list of prospects").click()
    await page.get_by_role("button", name="New prospect").click()
    await page.get_by_role("button", name="/start").click()
    await page.get_by_role("button", name="More actions").click()
    await page.get_by_role("button", name="Event from outside").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.locator("option")).to_have_attribute("value", "basket_left")
    await sheet.get_by_role("combobox", name="Event").fill("basket left")
    await sheet.get_by_role("textbox", name="One value a line").fill("total: 2400\nnote: at 10:30")
    await sheet.get_by_role("button", name="Send").click()
    await expect(sheet.get_by_role("alert")).to_contain_text("`basket left` cannot be a name")
    await sheet.get_by_role("combobox", name="Event").fill("basket_left")
    await sheet.get_by_role("button", name="Send").click()
    await expect(sheet).to_have_count(0)
    await expect(newest(page)).to_contain_text("Still there, 2401.")
