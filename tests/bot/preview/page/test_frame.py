import pytest
from playwright.async_api import Page, expect

from .acts import joins, newest, writes
from .world import PageWorld

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_the_language_is_switched_and_remembered(page: Page) -> None:
    await page.get_by_role("button", name="Language: English").click()
    await expect(page.get_by_role("navigation", name="Prospects")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("navigation", name="Prospects")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "en")


async def test_both_languages_say_the_same_things(page: Page) -> None:
    keys = await page.evaluate("import('./page/lib/strings.js').then(({ keysOf, LANGUAGES }) => LANGUAGES.map(keysOf))")
    assert len(keys) == 2
    assert keys[0] == keys[1]


@pytest.mark.parametrize(("width", "height"), [(360, 640), (390, 844), (1440, 900)])
async def test_nothing_sticks_out_or_jumps(page: Page, width: int, height: int) -> None:
    await page.set_viewport_size({"width": width, "height": height})
    if width < 860:
        await page.get_by_role("button", name="Показать подписчиков").click()
    await joins(page)
    await writes(page, "счёт " + "длинноесловобезпробелов" * 20)
    await expect(newest(page)).to_contain_text("Первые десять")
    await page.reload()
    await expect(newest(page)).to_contain_text("Первые десять")

    assert await page.evaluate("document.scrollingElement.scrollWidth - innerWidth") == 0
    assert (
        await page.evaluate(
            """[...document.querySelectorAll("button, a, .bubble, .clock *")]
            .filter((one) => one.checkVisibility({ visibilityProperty: true }))
            .filter((one) => getComputedStyle(one).pointerEvents !== "none")
            .map((one) => [one.className, one.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.left < 0 || box.right > innerWidth + 0.5))
            .map(([name]) => name)"""
        )
        == []
    )
    shift = await page.evaluate(
        """new Promise((tell) => {
            const sum = (list) => list.getEntries().reduce((total, one) => total + one.value, 0);
            new PerformanceObserver((list) => tell(sum(list)))
                .observe({ type: "layout-shift", buffered: true });
            setTimeout(() => tell(0), 300);
        })"""
    )
    assert shift < 0.1


async def test_every_control_has_a_name(page: Page) -> None:
    await joins(page)
    await page.get_by_role("button", name="Прикрепить").click()
    nameless = await page.evaluate(
        """[...document.querySelectorAll("button, a, input:not([hidden]), textarea")]
            .filter((one) => one.checkVisibility() && !one.ariaHidden)
            .filter((one) => !(one.ariaLabel || one.innerText.trim())).map((one) => one.outerHTML)"""
    )
    assert nameless == []
    await expect(page.get_by_role("log", name="Чат с ботом")).to_have_attribute("aria-live", "polite")


async def test_the_page_is_never_cached_and_serves_its_own_files_only(page: Page, world: PageWorld) -> None:
    script = await page.request.get(f"{world.address}page/app.js")
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert script.headers["cache-control"] == "no-cache"
    for path in (
        "page/__init__.py",
        "page/..%2f__init__.py",
        "page/%2e%2e/telegram/api.py",
        "page/nothing.js",
        "page/css",
    ):
        assert (await page.request.get(world.address + path)).status == 404, path
