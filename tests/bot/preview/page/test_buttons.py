import pytest
from playwright.async_api import Page, expect

from .acts import joins, newest, writes
from .world import PageWorld

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_press_shows_the_bots_toast_once_and_its_document(page: Page) -> None:
    await joins(page)
    await page.get_by_role("button", name="Забрать книгу").click()

    await expect(page.locator(".toast")).to_have_text(["Книга уже у вас"])
    document = page.get_by_role("link", name="Скачать book.pdf")
    await expect(document).to_contain_text("2 КБ")
    async with page.expect_download() as download:
        await document.click()
    assert (await (await download.value).path()).read_bytes().startswith(b"%PDF")


async def test_a_button_that_is_not_answered_leaves_the_others_free(page: Page) -> None:
    await joins(page)
    await page.get_by_role("button", name="Молчание").click()
    await expect(page.get_by_role("button", name="Молчание")).to_have_attribute("aria-busy", "true")
    await page.get_by_role("button", name="Забрать книгу").click()
    await expect(page.locator(".toast")).to_have_text(["Книга уже у вас"])


async def test_an_alert_waits_to_be_closed(page: Page) -> None:
    await joins(page)
    await page.get_by_role("button", name="О чём она?").click()

    await expect(page.get_by_role("dialog")).to_contain_text("Она о первых словах.")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_links_open_beside_and_the_bots_own_link_starts_it(page: Page, world: PageWorld) -> None:
    await joins(page)
    link = page.get_by_role("link", name="Отзывы")
    await expect(link).to_have_attribute("href", "https://example.com/reviews")
    await expect(link).to_have_attribute("target", "_blank")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")

    await page.get_by_role("button", name="Ещё раз").click()
    await expect(page.locator(".by-person").last).to_contain_text("/start again")
    await expect(page.locator(".by-bot")).to_have_count(2)
    assert world.bot.started[-1] == (1001, "/start again")


async def test_a_copy_button_copies(page: Page) -> None:
    await joins(page)
    await page.get_by_role("button", name="Промокод").click()

    await expect(page.locator(".toast")).to_have_text(["Скопировано"])
    assert await page.evaluate("navigator.clipboard.readText()") == "BOOK10"


async def test_the_bots_keyboard_answers_for_the_person(page: Page) -> None:
    await joins(page)
    await writes(page, "клавиатура")
    await page.get_by_role("button", name="Да", exact=True).click()
    await expect(newest(page)).to_contain_text("Вы написали: Да")
    await expect(page.get_by_role("button", name="Мой номер")).to_be_visible()
