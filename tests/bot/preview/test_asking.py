"""Questions of every kind answered in a real browser: choices marked in place, a number and a place shared, a photo."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.preview.session import previewing
from tests.bot.preview.page.acts import newest, writes
from tests.bot.preview.telegram.world import picture

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FORM = """
funnel: form
language: ru
start: {default: true}
stages:
  - stage: only
    steps:
      - ask: О чём вам писать?
        for: choice
        choices: {Семья: семья, Работа: работа, Поездки: поездки}
        several: true
        save: topics
      - {ask: Ваш телефон?, for: phone, save: phone}
      - {ask: Куда приехать?, for: location, save: place}
      - {ask: Ваше фото?, for: photo, save: photo}
      - {ask: Согласны на обработку?, for: consent, save: consent}
      - message: "Спасибо: {{ topics }}; {{ phone }}; {{ place }}."
"""


async def test_a_form_is_filled_in(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "form").mkdir()
    (tmp_path / "form" / "funnel.yaml").write_text(FORM, encoding="utf-8")
    context = await browser.new_context(locale="ru-RU", viewport={"width": 1280, "height": 860})
    async with previewing(funnels=tmp_path) as preview:
        page = await context.new_page()
        await page.goto(preview.url)
        await page.get_by_role("navigation").get_by_role("button", name="Новый подписчик").click()
        await page.get_by_role("button", name="СТАРТ").click()

        choices = newest(page).get_by_role("button")
        await choices.filter(has_text="Работа").click()
        await expect(choices).to_have_text(["Семья", "✅ Работа", "Поездки", "Готово"])
        await choices.filter(has_text="Семья").click()
        await choices.filter(has_text="Работа").click()
        await choices.filter(has_text="Поездки").click()
        await expect(choices).to_have_text(["✅ Семья", "Работа", "✅ Поездки", "Готово"])
        await choices.filter(has_text="Готово").click()

        await expect(newest(page)).to_contain_text("Ваш телефон?")
        await writes(page, "8 (999) 123-45-67")
        await expect(newest(page)).to_contain_text("Куда приехать?")
        await page.get_by_role("button", name="Отправить, где я").click()
        await page.get_by_role("dialog").get_by_role("button", name="Поделиться").click()
        await expect(newest(page)).to_contain_text("Ваше фото?")
        photo = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": picture()}
        await page.locator("input[data-kind=photo]").set_input_files(photo)
        await expect(newest(page)).to_contain_text("Согласны")
        await newest(page).get_by_role("button", name="Согласен(на)").click()
        await expect(newest(page)).to_contain_text("Спасибо: семья, поездки; +79991234567; 5")
    await context.close()
