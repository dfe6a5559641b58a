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


async def test_a_subscription_is_paid_by_its_link_and_ended_in_the_menu(page: Page) -> None:
    await joins(page)
    await writes(page, "подписка")
    await newest(page).get_by_role("button", name="оплата").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet).to_contain_text("столько же каждые 30 дней")
    await sheet.get_by_role("button", name="Оплатить").click()
    await sheet.get_by_role("button", name="ОК", exact=True).click()
    await expect(page.locator(".key.paid")).to_contain_text("Оплачено")

    menu = page.get_by_role("button", name="Ещё действия")
    await menu.click()
    await expect(page.locator(".menu-list")).to_contain_text("Подписка «Клуб», оплачена до 5 июня")
    await page.get_by_role("button", name="Отменить в Telegram").click()
    await menu.click()
    await expect(page.locator(".menu-list")).to_contain_text("Отменённая подписка «Клуб»")
    await page.get_by_role("button", name="Возобновить").click()
    await menu.click()
    await page.get_by_role("button", name="Потратить все звёзды").click()
    await menu.click()
    await page.get_by_role("button", name="Пополнить звёзды").click()
