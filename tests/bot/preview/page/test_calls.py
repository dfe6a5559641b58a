import pytest
from playwright.async_api import Page, expect

from .acts import joins
from .world import PageWorld

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_calls_are_seen_in_the_chat_and_can_be_let_fail(page: Page, world: PageWorld) -> None:
    await joins(page)
    (anna,) = world.telegram.persons
    world.telegram.note(anna, 'POST https://crm.example.com/leads\n{"name": "<b>Анна</b>"}\n→ 200 {}')
    note = page.locator(".service").last
    await expect(note).to_contain_text('{"name": "<b>Анна</b>"}')

    actions = page.get_by_role("main").get_by_role("button", name="Ещё действия")
    await actions.click()
    await page.get_by_role("button", name="Пусть вызовы не проходят").click()
    await actions.click()
    await expect(page.get_by_role("button", name="Пусть вызовы проходят")).to_be_visible()
    assert world.clock.calls_fail
