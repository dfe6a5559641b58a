import pytest
from playwright.async_api import Page, expect

from .acts import joins, newest, writes
from .world import PageWorld

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_new_prospect_comes_by_a_link_of_the_funnel(page: Page, world: PageWorld) -> None:
    await expect(page.get_by_text("Пока никого нет")).to_be_visible()
    await joins(page, by="/start book")

    assert world.bot.started == [(1001, "/start book")]
    await expect(newest(page).locator("b")).to_have_text("«Как начать разговор»")
    await expect(page.locator(".person")).to_contain_text("Анна")


async def test_the_start_button_sends_a_bare_start_and_gives_way_to_the_line(page: Page, world: PageWorld) -> None:
    await joins(page)

    assert world.bot.started == [(1001, "/start")]
    await expect(page.get_by_role("button", name="СТАРТ")).to_have_count(0)
    await expect(page.get_by_role("textbox", name="Сообщение")).to_be_visible()


async def test_enter_sends_and_shift_enter_breaks_the_line(page: Page) -> None:
    await joins(page)
    field = page.get_by_role("textbox", name="Сообщение")
    await field.press_sequentially("раз")
    await field.press("Shift+Enter")
    await field.press_sequentially("два")
    await field.press("Enter")

    await expect(newest(page)).to_contain_text("Вы написали: раз\nдва", use_inner_text=True)
    await expect(field).to_have_value("")
    await expect(field).to_be_focused()


async def test_a_text_over_the_limit_is_kept_and_not_sent(page: Page) -> None:
    await joins(page)
    field = page.get_by_role("textbox", name="Сообщение")
    await field.fill("ы" * 4100)

    await expect(page.get_by_role("alert")).to_contain_text("Лишних символов: 4 ")
    await expect(page.get_by_role("button", name="Отправить")).to_be_disabled()
    await field.press("Enter")
    await expect(page.locator(".by-person")).to_have_count(1)
    await field.fill("ы" * 4096)
    await expect(page.get_by_role("button", name="Отправить")).to_be_enabled()


async def test_two_persons_have_a_chat_each(page: Page, world: PageWorld) -> None:
    await joins(page)
    await writes(page, "я первая")
    await expect(newest(page)).to_contain_text("Вы написали: я первая")
    await joins(page, by="/start webinar")
    await expect(page.locator(".log")).not_to_contain_text("я первая")
    await world.bot.bot.send_message(1001, "Это вам, Анна")

    anna = page.get_by_role("button", name="Анна")
    await expect(anna.get_by_label("непрочитанных: 1")).to_be_visible()
    await expect(anna).to_contain_text("Это вам, Анна")
    await anna.click()
    await expect(newest(page)).to_contain_text("Это вам, Анна")
    await expect(anna.get_by_label("непрочитанных")).to_have_count(0)
    await page.reload()
    await expect(newest(page)).to_contain_text("Это вам, Анна")


async def test_the_bot_is_blocked_and_unblocked(page: Page, world: PageWorld) -> None:
    await joins(page)
    await page.get_by_role("button", name="Ещё действия").click()
    await page.get_by_role("button", name="Заблокировать бота").click()
    await expect(page.get_by_role("textbox", name="Сообщение")).to_have_count(0)
    await page.get_by_role("button", name="Разблокировать бота").click()
    await expect(page.get_by_role("textbox", name="Сообщение")).to_be_visible()
    await writes(page, "я снова тут")

    await expect(newest(page)).to_contain_text("я снова тут")
    assert world.bot.memberships == ["kicked", "member"]


async def test_an_edited_message_says_so(page: Page) -> None:
    await joins(page)
    await writes(page, "правка")
    await expect(newest(page)).to_contain_text("Чистовик")
    await expect(newest(page)).to_contain_text("изменено")


async def test_a_deleted_message_goes(page: Page, world: PageWorld) -> None:
    await joins(page)
    await world.bot.bot.delete_message(1001, 2)
    await expect(page.locator(".by-bot")).to_have_count(0)
    await expect(page.locator(".by-person")).to_have_count(1)


async def test_the_first_screen_of_a_phone_offers_a_new_prospect(page: Page) -> None:
    await page.set_viewport_size({"width": 360, "height": 640})
    await page.get_by_role("main").get_by_role("button", name="Новый подписчик").click()
    await expect(page.get_by_role("button", name="СТАРТ")).to_be_visible()
    await expect(page.get_by_role("button", name="Показать подписчиков, Анна")).to_be_visible()
