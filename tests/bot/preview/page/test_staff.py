"""The panel of the people who run the bot: what came to them, and which of it a reply is to."""

import pytest
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup
from playwright.async_api import Page, expect

from tests.bot.preview.telegram.world import picture

from .acts import joins
from .world import OWNER, PageWorld

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

REPLY = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Как ответить?", callback_data="hint")]])


async def test_a_reply_to_a_picture_says_whose_it_is(page: Page, world: PageWorld) -> None:
    world.telegram.person("Владелец", id=OWNER).room.started = True
    await page.reload()
    await joins(page)
    await world.bot.bot.send_message(OWNER, "Пишет вам\nАнна · Отношения\n\n[photo]", reply_markup=REPLY)
    await world.bot.bot.send_photo(OWNER, BufferedInputFile(picture(), "room.png"), reply_markup=REPLY)
    await page.get_by_role("button", name="Команда").click()
    panel = page.get_by_role("complementary", name="Команда")
    await expect(panel.locator(".staff-entry")).to_have_count(2)
    await expect(panel.locator(".staff-entry.target img")).to_have_count(1)
    await expect(panel.locator(".staff-about")).to_have_text("Ответ на: Пишет вам · Анна · Отношения")
