import pytest
from playwright.async_api import Page, expect

from .acts import joins, newest
from .scripted_bot import FOLLOW_UP

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_the_clock_is_moved_to_the_follow_up(page: Page) -> None:
    clock = page.get_by_role("region", name="Часы бота")
    next_one = page.get_by_role("button", name="К следующему напоминанию")
    await expect(clock).to_contain_text("12:00")
    await expect(next_one).to_be_disabled()
    await expect(next_one).to_have_accessible_description("Напоминаний впереди нет")
    await joins(page)
    await expect(clock).to_contain_text("Следующее напоминание через 3 часа: 6 мая, 15:00")

    await next_one.click()
    await expect(page.get_by_role("progressbar")).to_be_visible()
    await expect(page.get_by_role("button", name="+1 час")).to_be_disabled()
    await expect(newest(page)).to_contain_text(FOLLOW_UP)
    await expect(clock).to_contain_text("15:00")
    await expect(next_one).to_be_disabled()
    await page.get_by_role("button", name="+1 час").click()
    await expect(clock).to_contain_text("16:00")
    await page.get_by_role("button", name="+1 день").click()
    await expect(clock).to_contain_text("7 мая")
    await expect(page.get_by_role("progressbar")).to_have_count(0)
