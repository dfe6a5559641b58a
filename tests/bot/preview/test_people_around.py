"""Who is around a prospect in the preview, in a real browser: a channel to join, the staff, the bot's menu button."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from bot.preview.session import previewing
from tests.bot.preview.page.acts import newest, writes

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SCRIPT = """
funnel: school
title: Школа
language: ru
timezone: UTC
stages:
  - stage: only
    steps:
      - gate: "@school"
        text: Гайд — для подписчиков канала.
        join: В канал
        check: Я здесь
      - notify: Пришёл новый ученик
        to: -100123
      - handoff: Хочет обсудить проект
        text: Передаю вас менеджеру.
      - message: Бот снова с вами.
menu:
  - {command: faq, title: Частые вопросы, message: Ответы на всё.}
"""


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, tmp_path: Path) -> AsyncIterator[Page]:
    """A new prospect stands at the gate."""
    (tmp_path / "school").mkdir()
    (tmp_path / "school" / "funnel.yaml").write_text(SCRIPT, encoding="utf-8")
    async with previewing(funnels=tmp_path, language="ru") as preview:
        context = await browser.new_context(locale="ru-RU", viewport={"width": 1360, "height": 860})
        opened = await context.new_page()
        await opened.goto(preview.url)
        await opened.get_by_role("navigation").get_by_role("button", name="Новый подписчик").click()
        await opened.get_by_role("button", name="СТАРТ").click()
        await expect(newest(opened)).to_contain_text("Гайд — для подписчиков")
        yield opened
        await context.close()


async def joins(page: Page) -> None:
    await chat(page).get_by_role("button", name="В канал").last.click()
    await page.get_by_role("dialog", name="Канал").get_by_role("button", name="Подписаться").click()
    await expect(chat(page)).to_contain_text("Передаю вас менеджеру.")


def chat(page: Page) -> Locator:
    return page.get_by_role("log", name="Чат с ботом")


def staff(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Команда")


async def test_the_join_button_opens_the_channel_to_join_and_to_leave(page: Page) -> None:
    await chat(page).get_by_role("button", name="Я здесь").click()
    await expect(newest(page)).to_contain_text("Пока не вижу")
    await joins(page)
    await chat(page).get_by_role("button", name="В канал").first.click()
    await expect(page.get_by_role("dialog")).to_contain_text("Вы подписаны на канал")
    await page.get_by_role("dialog").get_by_role("button", name="Отписаться").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_the_menu_button_shows_the_commands_and_sends_them(page: Page) -> None:
    await page.get_by_role("button", name="Команды", exact=True).click()
    await page.get_by_role("button", name="/faq Частые вопросы").click()
    await expect(newest(page)).to_contain_text("Ответы на всё.")


async def test_the_staff_read_reply_and_give_back_beside_the_chat(page: Page) -> None:
    await joins(page)
    await writes(page, "Сколько стоит <дом>?")
    opener = page.get_by_role("navigation").get_by_role("button", name="Команда")
    await expect(opener).to_contain_text("3")
    await opener.click()
    await expect(staff(page)).to_contain_text("Сколько стоит <дом>?")
    await expect(staff(page)).to_contain_text("Чат -100123")
    await staff(page).get_by_role("textbox", name="Ответить").fill("Сто рублей")
    await page.keyboard.press("Enter")
    await expect(chat(page)).to_contain_text("Сто рублей")
    await staff(page).get_by_role("button", name="Вернуть боту").last.click()
    await expect(staff(page)).to_contain_text("Чат снова у бота: Владелец")
    await expect(chat(page)).to_contain_text("Бот снова с вами.")
    await staff(page).get_by_role("button", name="Закрыть").click()
    await expect(staff(page)).to_have_count(0)


async def test_the_reply_goes_to_the_chosen_notice(page: Page) -> None:
    await joins(page)
    await writes(page, "Ау")
    await page.get_by_role("navigation").get_by_role("button", name="Команда").click()
    await expect(staff(page)).to_contain_text("Ответ на: 💬 Пишет вам")
    await staff(page).get_by_role("button", name="Ответить", exact=True).first.click()
    await expect(staff(page)).to_contain_text("Ответ на: 🙋 Чат передан вам")
