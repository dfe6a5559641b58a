"""The chat page of a recording preview: the button that saves, and the clock that stands."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.__main__ import main
from bot.preview.recorder import Recorder
from bot.preview.session import Preview, previewing
from tests.funnels.scripts import FLAGSHIPS

from .page.acts import newest

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def preview(tmp_path: Path) -> AsyncIterator[Preview]:
    shutil.copytree(FLAGSHIPS / "first-steps", tmp_path / "first-steps")
    async with previewing(funnels=tmp_path, recorder=Recorder(lambda _line: None)) as preview:
        yield preview


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, preview: Preview) -> AsyncIterator[Page]:
    context = await browser.new_context(locale="en-GB", viewport={"width": 390, "height": 800}, timezone_id="UTC")
    page = await context.new_page()
    await page.goto(preview.url)
    yield page
    await context.close()


async def test_a_walk_is_saved_from_the_page_and_goes_as_it_went(
    page: Page, preview: Preview, capsys: pytest.CaptureFixture[str]
) -> None:
    save = page.get_by_role("button", name="Save as dialogue")
    await page.get_by_role("button", name="Show the list of prospects").click()
    await page.get_by_role("button", name="New prospect").click()
    await expect(page.get_by_role("button", name="/start coffee")).to_be_visible()
    await expect(save).to_have_count(0)
    await page.get_by_role("button", name="/start coffee").click()
    await expect(newest(page)).to_contain_text("twelve small things")
    await page.get_by_role("button", name="To the next follow-up").click()
    await expect(newest(page)).to_contain_text("Number four on the list")

    await save.click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_role("button", name="Save")).to_be_disabled()
    await sheet.get_by_role("textbox", name="What it shows").fill("is reminded")
    await sheet.get_by_role("textbox").press("Enter")
    await expect(sheet).to_contain_text("The dialogue is saved")
    await expect(sheet).to_contain_text("first-steps/dialogues.yaml:")
    await expect(sheet.locator("pre")).to_contain_text("- user: /start coffee")
    await sheet.get_by_role("button", name="OK").click()
    await expect(sheet).to_have_count(0)
    capsys.readouterr()
    assert main(["test", str(preview.app.context.settings.funnels_dir), "-k", "is reminded"]) == 0
    assert "✓ is reminded" in capsys.readouterr().out

    await save.click()
    await sheet.get_by_role("textbox").fill("is reminded")
    await sheet.get_by_role("button", name="Save").click()
    await expect(sheet.get_by_role("alert")).to_contain_text("there is a dialogue «is reminded» already")


async def test_the_clock_of_the_page_stands_still_too(page: Page) -> None:
    clock = page.get_by_role("region", name="The bot's clock").locator("time")
    await expect(clock).to_have_text("09:00")
    await page.evaluate("Date.now = () => new Date().getTime() + 3_600_000")
    await page.wait_for_timeout(1200)
    await expect(clock).to_have_text("09:00")
