import pytest
from playwright.async_api import Page, expect

from .acts import joins, newest, writes
from .scripted_bot import REFUSAL, TOO_FAR

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


async def test_an_invoice_with_a_form_is_filled_in_brought_and_paid(page: Page) -> None:
    await joins(page)
    await writes(page, "коробка")
    await expect(newest(page).get_by_role("button")).to_contain_text("Оплатить 1\u00a0900,00\u00a0₽")
    await newest(page).get_by_role("button", name="оплата").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_role("heading")).to_have_text("Ваши данные")
    await sheet.get_by_label("Имя и фамилия").fill("Анна Иванова")
    await sheet.get_by_label("Почта").fill("anna@example.com")
    await sheet.get_by_label("Страна").select_option(label="Германия")
    await sheet.get_by_role("button", name="Продолжить").click()
    await expect(sheet.get_by_role("alert")).to_have_text(TOO_FAR)
    await sheet.get_by_label("Страна").select_option(label="Россия")
    await sheet.get_by_label("Город").fill("Тверь")
    await sheet.get_by_role("button", name="Продолжить").click()

    await expect(sheet.get_by_role("heading")).to_have_text("Как доставить?")
    await expect(sheet.get_by_label("Заберу сам")).not_to_be_checked()
    await sheet.get_by_label("Заберу сам").check()
    await expect(sheet).to_contain_text("бесплатно")
    await sheet.get_by_label("Курьером").check()
    await sheet.get_by_role("button", name="Продолжить").click()

    await expect(sheet.get_by_role("heading")).to_contain_text("2 200")
    await expect(sheet).to_contain_text("1 900")
    await sheet.get_by_role("button", name="Оплатить").click()
    await sheet.get_by_role("button", name="ОК", exact=True).click()
    await expect(newest(page)).to_contain_text("Оплата получена. Анна Иванова, anna@example.com, Тверь, 220000")


async def test_what_is_not_filled_in_goes_no_further(page: Page) -> None:
    await joins(page)
    await writes(page, "коробка")
    await newest(page).get_by_role("button", name="оплата").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Город").fill("")
    await sheet.get_by_role("button", name="Продолжить").click()
    await expect(sheet.get_by_role("heading")).to_have_text("Ваши данные")
    await sheet.get_by_role("button", name="Отмена").click()
    await expect(sheet).to_be_hidden()
