"""What nearly every test of the page does: a prospect joins, writes, looks at the bot's newest message."""

from playwright.async_api import Locator, Page, expect


async def joins(page: Page, *, by: str = "СТАРТ") -> None:
    """A new prospect presses the button named `by` and has seen the bot's first message."""
    await page.get_by_role("navigation").get_by_role("button", name="Новый подписчик").click()
    await page.get_by_role("button", name=by).click()
    await expect(newest(page)).to_contain_text("Забирайте книгу")


async def writes(page: Page, text: str) -> None:
    field = page.get_by_role("textbox", name="Сообщение")
    await field.fill(text)
    await field.press("Enter")


def newest(page: Page) -> Locator:
    """The bot's newest message, whichever it is at the moment of looking."""
    return page.locator(".by-bot").last
