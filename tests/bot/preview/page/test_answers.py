"""The reply keyboard under the line: it folds and goes as Telegram lets it, and asks before it shares."""

import pytest
from aiogram.types import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove
from playwright.async_api import Locator, Page, expect

from .acts import joins, newest, writes
from .world import PageWorld

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ROWS = [
    [KeyboardButton(text="Мой номер", request_contact=True), KeyboardButton(text="Я здесь", request_location=True)],
    [KeyboardButton(text="Позже")],
]


async def _asked(page: Page, world: PageWorld) -> Locator:
    """The keyboard for a single use that the bot has shown."""
    await joins(page)
    markup = ReplyKeyboardMarkup(keyboard=ROWS, resize_keyboard=True, one_time_keyboard=True)
    await world.bot.bot.send_message(1001, "Куда позвонить?", reply_markup=markup)
    keyboard = page.get_by_role("group", name="Клавиатура бота")
    await expect(keyboard.get_by_role("button")).to_have_text(["Мой номер", "Я здесь", "Позже"])
    return keyboard


async def test_it_folds_when_used_is_opened_again_and_goes_when_the_bot_removes_it(
    page: Page, world: PageWorld
) -> None:
    keyboard = await _asked(page, world)
    for _ in range(2):
        await keyboard.get_by_role("button", name="Позже").click()
        await expect(newest(page)).to_contain_text("Вы написали: Позже")
        await expect(keyboard).to_have_count(0)
        await page.get_by_role("button", name="Клавиатура бота").click()
        await expect(keyboard).to_be_visible()
    await world.bot.bot.send_message(1001, "Спасибо", reply_markup=ReplyKeyboardRemove())
    await expect(keyboard).to_have_count(0)
    await expect(page.get_by_role("button", name="Клавиатура бота")).to_have_count(0)


async def test_a_typed_answer_leaves_it_open(page: Page, world: PageWorld) -> None:
    keyboard = await _asked(page, world)
    await writes(page, "позже")
    await expect(newest(page)).to_contain_text("Вы написали: позже")
    await expect(keyboard).to_be_visible()


async def test_a_number_is_shared_only_when_the_prospect_agrees(page: Page, world: PageWorld) -> None:
    keyboard = await _asked(page, world)
    await keyboard.get_by_role("button", name="Мой номер").click()
    await page.get_by_role("button", name="Отмена").click()
    await expect(page.locator(".by-person")).to_have_count(1)
    await expect(keyboard).to_be_visible()

    await keyboard.get_by_role("button", name="Мой номер").click()
    await page.get_by_role("textbox", name="Номер телефона").fill("+79990001122")
    await page.get_by_role("button", name="Поделиться").click()
    await expect(newest(page)).to_contain_text("Записал +79990001122")
    await expect(keyboard).to_have_count(0)


async def test_a_place_is_shared_by_its_button_and_from_the_menu(page: Page, world: PageWorld) -> None:
    keyboard = await _asked(page, world)
    await keyboard.get_by_role("button", name="Я здесь").click()
    place = page.get_by_role("textbox", name="Широта, долгота")
    share = page.get_by_role("button", name="Поделиться")
    for nonsense in ("", "север", "91, 0", "1, 2, 3", "5,"):
        await place.fill(nonsense)
        await expect(share).to_be_disabled()
    await place.fill("0, -78.5")
    await share.click()
    await expect(page.locator(".by-person").last).to_contain_text("0, -78.5")

    await page.get_by_role("button", name="Прикрепить").click()
    await page.get_by_role("button", name="Геопозиция", exact=True).click()
    await page.get_by_role("button", name="Поделиться").click()
    await expect(page.locator(".by-person").last).to_contain_text("55.7558, 37.6173")
