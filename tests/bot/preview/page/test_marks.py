from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from .acts import joins, newest, writes
from .world import PageWorld

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_telegrams_marks_are_drawn_and_a_spoiler_is_opened_by_key(page: Page) -> None:
    await joins(page)
    await writes(page, "разметка")
    await expect(newest(page).locator("i")).to_have_text("курсив")
    await expect(newest(page).get_by_role("link", name="сайт")).to_have_attribute("href", "https://example.com/")
    spoiler = newest(page).get_by_role("button", name="Скрытый текст")
    await spoiler.focus()
    await page.keyboard.press("Enter")
    await expect(newest(page).locator(".spoiler.shown")).to_have_text("тайна")
    await newest(page).get_by_role("button", name="/help").click()
    await expect(newest(page)).to_contain_text("Вы написали: /help")


async def test_html_that_a_person_writes_stays_text(page: Page) -> None:
    await joins(page)
    evil = '<img src=x onerror="document.title=1"><script>document.title=2</script><b>жирно</b>'
    await writes(page, evil)

    await expect(newest(page)).to_contain_text(f"Вы написали: {evil}")
    await expect(page.locator(".by-person").last).to_contain_text(evil)
    await expect(page.locator(".words img, .words script, .by-person b")).to_have_count(0)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def unwatched(browser: Browser) -> AsyncIterator[Page]:
    """The page whose complaints nobody hears: the browser reports what hostile markup was not let to run."""
    async with PageWorld.opened() as world:
        page = await browser.new_page()
        await page.goto(world.address)
        yield page
        await page.close()


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("<b>a<i>b</i></b>", "<b>a<i>b</i></b>"),
        ('<img src=x onerror="alert(1)">x', "x"),
        ("<script>alert(1)</script>y", "y"),
        ('<a href="javascript:alert(1)">z</a>', "z"),
        ('<a href="https://a.example/" onclick="alert(1)">z</a>', '<a href="https://a.example/">z</a>'),
        ('<b style="position:fixed" onclick="x()">z</b>', "<b>z</b>"),
        ('<span class="lost">z</span>', "z"),
        ("<svg><style>*{}</style></svg>q", "q"),
        ("<blockquote>c</blockquote>\n\nz", "<blockquote>c</blockquote>\nz"),
        ('<blockquote class="folding">c</blockquote>', '<blockquote class="folding" tabindex="0">c</blockquote>'),
        ("<iframe src=//x></iframe><blockquote>c</blockquote>", "<blockquote>c</blockquote>"),
    ],
)
async def test_only_telegrams_tags_are_let_through(unwatched: Page, markup: str, left: str) -> None:
    drawn = await unwatched.evaluate(
        """async (markup) => {
            const { drawn } = await import("./page/lib/safe.js");
            const { render, h } = await import("./page/vendor/preact-htm.module.js");
            const place = document.createElement("div");
            render(h("div", {}, drawn(markup, { command() {}, hidden: "", Spoiler: "span" })), place);
            return place.firstChild.innerHTML;
        }""",
        markup,
    )
    assert drawn.replace(' target="_blank" rel="noopener noreferrer"', "") == left
