import pytest
from playwright.async_api import Page, Route, expect

from .acts import joins, newest, writes
from .world import PageWorld

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_lost_connection_is_told_and_what_was_missed_is_read(page: Page, world: PageWorld) -> None:
    await joins(page)
    await world.down()
    await expect(page.get_by_text("Связь потеряна, пробуем снова…")).to_be_visible()
    await writes(page, "вы тут?")
    await expect(page.get_by_role("alert")).to_contain_text("Предпросмотр не отвечает")
    await expect(page.get_by_role("textbox", name="Сообщение")).to_have_value("вы тут?")

    await world.bot.bot.send_message(1001, "Пока вас не было")
    await world.up()
    await expect(page.get_by_text("Связь потеряна")).to_have_count(0)
    await expect(newest(page)).to_contain_text("Пока вас не было")
    await expect(page.get_by_role("alert")).to_have_count(0)
    await page.get_by_role("button", name="Отправить").click()
    await expect(newest(page)).to_contain_text("Вы написали: вы тут?")


async def test_a_refusal_of_the_api_is_shown_in_its_words(page: Page, world: PageWorld) -> None:
    await joins(page)

    async def blocks(route: Route) -> None:
        world.telegram.persons[1001].room.blocked = True  # not before: once the page knows, there is no field
        await route.continue_()

    await page.route("**/messages", blocks)
    await writes(page, "меня слышно?")
    await expect(page.get_by_role("alert")).to_contain_text("has blocked the bot")
    await page.get_by_role("button", name="Закрыть").click()
    await expect(page.get_by_role("alert")).to_have_count(0)
