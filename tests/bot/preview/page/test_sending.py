import pytest
from playwright.async_api import Page, expect

from .acts import joins, newest, writes
from .scripted_bot import picture

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_photo_is_seen_and_enlarged(page: Page) -> None:
    await joins(page)
    photo = newest(page).get_by_role("img", name="Фото")
    await expect(photo).to_have_js_property("naturalWidth", 320)
    await page.get_by_role("button", name="Увеличить фото").click()
    await expect(page.get_by_role("dialog").get_by_role("img")).to_have_js_property("naturalWidth", 320)
    await page.get_by_role("button", name="Закрыть").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_an_album_is_one_message(page: Page) -> None:
    await joins(page)
    await writes(page, "альбом")
    await expect(newest(page)).to_contain_text("Три снимка")
    await expect(newest(page).get_by_role("img", name="Фото")).to_have_count(3)


async def test_a_person_sends_a_photo_a_document_a_sticker_and_a_contact(page: Page) -> None:
    await joins(page)
    for kind, name, content, answer in (
        ("photo", "me.png", picture(30, 20), "Вижу фото 30 на 20"),
        ("document", "план.txt", b"plan", "Прочту план.txt"),
    ):
        files = [{"name": name, "mimeType": "application/octet-stream", "buffer": content}]
        await page.locator(f"input[data-kind={kind}]").set_input_files(files)
        await expect(newest(page)).to_contain_text(answer)

    await page.get_by_role("button", name="Прикрепить").click()
    await page.get_by_role("button", name="Стикер").click()
    await expect(newest(page)).to_contain_text("Славный стикер")

    await page.get_by_role("button", name="Прикрепить").click()
    await page.get_by_role("button", name="Мой контакт").click()
    await page.get_by_role("textbox", name="Номер телефона").fill("+79990001122")
    await page.get_by_role("button", name="Поделиться").click()
    await expect(newest(page)).to_contain_text("Записал +79990001122")
