import pytest
from playwright.async_api import Page, expect

from .acts import joins, newest, writes
from .scripted_bot import REFUSAL

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_an_invoice_is_paid(page: Page) -> None:
    await joins(page)
    await writes(page, "счёт")
    await expect(newest(page)).to_contain_text("Вебинар «Первые десять свиданий»")
    await newest(page).get_by_role("button", name="оплата").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_role("heading")).to_have_accessible_name("Оплатить ⭐ 100?")
    await sheet.get_by_role("button", name="Оплатить").click()
    await expect(sheet).to_contain_text("Оплата прошла")
    await sheet.get_by_role("button", name="ОК", exact=True).click()

    await expect(page.locator(".service")).to_contain_text("Оплачено")
    await expect(page.locator(".invoice")).to_contain_text("Оплачено")
    await expect(newest(page)).to_contain_text("Оплата получена.")


async def test_paying_needs_no_mouse(page: Page) -> None:
    await joins(page)
    await writes(page, "счёт")
    await newest(page).get_by_role("button", name="оплата").press("Enter")
    await page.get_by_role("dialog").get_by_role("button", name="Оплатить").press("Enter")
    await expect(page.get_by_role("button", name="ОК", exact=True)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_a_refused_payment_shows_the_bots_own_words(page: Page) -> None:
    await joins(page)
    await writes(page, "счёт с отказом")
    await newest(page).get_by_role("button", name="оплата").click()
    await page.get_by_role("dialog").get_by_role("button", name="Оплатить").click()

    await expect(page.get_by_role("dialog")).to_contain_text("Оплата не прошла")
    await expect(page.get_by_role("dialog")).to_contain_text(REFUSAL)
    await page.get_by_role("button", name="ОК", exact=True).click()
    await expect(page.locator(".invoice")).not_to_contain_text("Оплачено")
