"""What one listens to and watches in the chat, and what the browser cannot play."""

import io
import wave

import pytest
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, WebAppInfo
from playwright.async_api import Page, expect

from .acts import joins, newest
from .scripted_bot import picture
from .world import PageWorld

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def sound(seconds: int) -> bytes:
    """Silence of this length, as a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as recorded:
        recorded.setnchannels(1)
        recorded.setsampwidth(2)
        recorded.setframerate(8000)
        recorded.writeframes(b"\0\0" * 8000 * seconds)
    return file.getvalue()


async def test_one_recording_sounds_at_a_time(page: Page, world: PageWorld) -> None:
    await joins(page)
    bot = world.bot.bot
    await bot.send_audio(1001, BufferedInputFile(sound(65), "song.wav"), title="Песня", performer="Анна")
    await bot.send_voice(1001, BufferedInputFile(sound(20), "voice.wav"), caption="Послушайте")
    song = page.get_by_role("group", name="Анна — Песня")
    voice = page.get_by_role("group", name="Голосовое сообщение")
    await expect(song).to_contain_text("0:00 / 1:05")
    await expect(newest(page)).to_contain_text("Послушайте")

    await song.get_by_role("button", name="Слушать").click()
    await expect(song.get_by_role("button", name="Пауза")).to_be_visible()
    await voice.get_by_role("button", name="Слушать").click()
    await expect(voice.get_by_role("button", name="Пауза")).to_be_visible()
    await expect(song.get_by_role("button", name="Слушать")).to_be_visible()

    await voice.get_by_role("slider", name="Место записи").fill("12")
    await voice.get_by_role("button", name="Пауза").click()
    await expect(voice).to_contain_text("0:12 / 0:20")


async def test_what_the_browser_cannot_play_says_so(page: Page, world: PageWorld) -> None:
    await joins(page)
    await world.bot.bot.send_video_note(1001, BufferedInputFile(b"no film", "round.mp4"))
    await expect(newest(page).get_by_role("button", name="Видеосообщение")).to_contain_text("не может воспроизвести")


async def test_a_gif_is_seen(page: Page, world: PageWorld) -> None:
    await joins(page)
    await world.bot.bot.send_animation(1001, BufferedInputFile(picture(90, 60), "cat.gif"), caption="Кот")
    await expect(newest(page).get_by_role("img", name="Анимация")).to_have_js_property("naturalWidth", 90)
    await expect(newest(page).get_by_role("link")).to_have_count(
        0
    )  # it is no file to download, though it is carried as one


async def test_a_mini_app_opens_beside_and_the_page_says_how_it_is_in_telegram(page: Page, world: PageWorld) -> None:
    await joins(page)
    app = WebAppInfo(url=f"{world.address}page/icon.svg".replace("http://", "https://"))
    rows = [[InlineKeyboardButton(text="Магазин", web_app=app)]]
    await world.bot.bot.send_message(1001, "Заходите", reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))
    link = newest(page).get_by_role("link", name="Магазин (мини-приложение)")
    await expect(link).to_have_attribute("href", app.url)
    async with page.expect_popup():
        await link.click()
    await expect(page.locator(".toast")).to_contain_text("прямо в чате как мини-приложение")
