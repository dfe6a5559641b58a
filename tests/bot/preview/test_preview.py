"""The whole of the preview in a real browser: the real bot, the flagship, the chat page, the moved clock."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.preview.session import Preview, previewing
from funnels.analytics.question import Question
from storage.queries.conversion import conversion
from tests.bot.preview.page.acts import newest, writes

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def preview() -> AsyncIterator[Preview]:
    async with previewing() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, preview: Preview) -> AsyncIterator[Page]:
    context = await browser.new_context(locale="ru-RU", viewport={"width": 1280, "height": 860})
    opened = await context.new_page()
    await opened.goto(preview.url)
    yield opened
    await context.close()


async def presses(page: Page, button: str) -> None:
    await newest(page).get_by_role("button", name=button).click()


async def test_a_marketer_plays_the_flagship_from_the_book_to_the_paid_webinar(page: Page, preview: Preview) -> None:
    await page.get_by_role("navigation").get_by_role("button", name="Новый подписчик").click()
    await page.get_by_role("button", name="/start book").click()
    await expect(newest(page)).to_contain_text("Как начать разговор")
    await presses(page, "Забрать книгу")
    await expect(newest(page)).to_contain_text("e-mail")
    await writes(page, "anna@example.com")
    await expect(newest(page)).to_contain_text("Что сейчас")
    await expect(page.locator(".by-bot").filter(has_text="book.pdf")).to_have_count(1)
    await presses(page, "Хочу познакомиться")

    await page.get_by_role("button", name="К следующему напоминанию").click()
    await expect(newest(page)).to_contain_text("Первые десять свиданий")
    await presses(page, "Оплатить 100")
    await expect(newest(page)).to_contain_text("Запись на полтора часа")
    await newest(page).get_by_role("button", name="Оплатить").click()
    await page.get_by_role("dialog").get_by_role("button", name="Оплатить").click()
    await expect(newest(page)).to_contain_text("Ссылка на вебинар")

    script = preview.app.context.runner.catalogue.live["relationships"]
    async with preview.app.context.database.read() as connection:
        found = await conversion(connection, script, Question(funnel=script.funnel))
    assert found.whole.started == 1
    assert {stage.stage: stage.passed for stage in found.whole.stages} == {
        "lead_magnet": 1,
        "tripwire": 1,
        "core": 0,
        "secrets": 0,
        "training": 0,
    }


async def test_the_owner_sees_the_report_in_the_same_page(page: Page) -> None:
    await page.get_by_role("navigation").get_by_role("button", name="Владелец").click()
    await writes(page, "/stats relationships")
    await expect(newest(page)).to_contain_text("Пока никто не начал", timeout=15_000)
    await expect(page.locator(".by-bot img").first).to_be_visible()


async def test_days_on_the_clock_bring_the_follow_ups_in_order_whatever_the_hour_is_now(page: Page) -> None:
    await page.get_by_role("navigation").get_by_role("button", name="Новый подписчик").click()
    await page.get_by_role("button", name="/start book").click()
    await expect(newest(page)).to_contain_text("Забирайте книгу")
    await page.get_by_role("button", name="+1 день").click()
    await expect(page.locator(".by-bot").nth(1)).to_contain_text("Книга всё ещё ждёт вас")
    await page.get_by_role("button", name="+1 день").click()
    await expect(page.locator(".by-bot").nth(2)).to_contain_text("Ещё один приём")
    await expect(newest(page).get_by_role("button", name="Забрать книгу")).to_be_visible()
