from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Error, Page, expect

from .page_world import PageWorld
from .scripted_bot import FOLLOW_UP, REFUSAL, picture

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

EXPECTED_WHEN_DOWN = ("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_EMPTY_RESPONSE")


@pytest_asyncio.fixture(loop_scope="session")
async def world() -> AsyncIterator[PageWorld]:
    async with PageWorld.opened() as world:
        yield world


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, world: PageWorld) -> AsyncIterator[Page]:
    """The page in Russian at a desk; an error of its own, or a breach of its policy, fails the test."""
    context = await browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="ru-RU", timezone_id="UTC", permissions=["clipboard-read", "clipboard-write"]
    )
    context.set_default_timeout(7000)
    page = await context.new_page()
    complaints: list[str] = []

    def complain(said: ConsoleMessage | Error) -> None:
        words = said.text if isinstance(said, ConsoleMessage) else str(said)
        if not isinstance(said, ConsoleMessage) or said.type in {"error", "warning"}:
            complaints.append(words)

    page.on("console", complain)
    page.on("pageerror", complain)
    await page.goto(world.address)
    yield page
    await context.close()
    assert [said for said in complaints if not any(known in said for known in EXPECTED_WHEN_DOWN)] == []


async def joins(page: Page, *, by: str = "СТАРТ") -> None:
    """A new prospect who starts the bot and has seen its first message."""
    await page.get_by_role("button", name="Новый собеседник").click()
    await page.get_by_role("button", name=by).click()
    await expect(page.locator(".by-bot").last).to_contain_text("Забирайте книгу")


async def writes(page: Page, text: str) -> None:
    field = page.get_by_role("textbox", name="Сообщение")
    await field.fill(text)
    await field.press("Enter")


def newest(page: Page) -> Any:
    return page.locator(".by-bot").last


async def test_a_new_prospect_comes_by_a_link_of_the_funnel(page: Page, world: PageWorld) -> None:
    await expect(page.get_by_text("Пока никого нет")).to_be_visible()
    await joins(page, by="/start book")

    assert world.bot.started == [(1001, "/start book")]
    await expect(newest(page).locator("b")).to_have_text("«Как начать разговор»")
    await expect(page.locator(".person")).to_contain_text("Анна")


async def test_the_start_button_sends_a_bare_start_and_gives_way_to_the_line(page: Page, world: PageWorld) -> None:
    await joins(page)

    assert world.bot.started == [(1001, "/start")]
    await expect(page.get_by_role("button", name="СТАРТ")).to_have_count(0)
    await expect(page.get_by_role("textbox", name="Сообщение")).to_be_visible()


async def test_enter_sends_and_shift_enter_breaks_the_line(page: Page) -> None:
    await joins(page)
    field = page.get_by_role("textbox", name="Сообщение")
    await field.press_sequentially("раз")
    await field.press("Shift+Enter")
    await field.press_sequentially("два")
    await field.press("Enter")

    await expect(newest(page)).to_contain_text("Вы написали: раз\nдва", use_inner_text=True)
    await expect(field).to_have_value("")
    await expect(field).to_be_focused()


async def test_a_text_over_the_limit_is_kept_and_not_sent(page: Page) -> None:
    await joins(page)
    field = page.get_by_role("textbox", name="Сообщение")
    await field.fill("ы" * 4100)

    await expect(page.get_by_role("alert")).to_contain_text("Лишних символов: 4 ")
    await expect(page.get_by_role("button", name="Отправить")).to_be_disabled()
    await field.press("Enter")
    await expect(page.locator(".by-person")).to_have_count(1)
    await field.fill("ы" * 4096)
    await expect(page.get_by_role("button", name="Отправить")).to_be_enabled()


async def test_a_press_shows_the_bots_toast_once_and_its_document(page: Page) -> None:
    await joins(page)
    await page.get_by_role("button", name="Забрать книгу").click()

    await expect(page.locator(".toast")).to_have_text(["Книга уже у вас"])
    document = page.get_by_role("link", name="Скачать book.pdf")
    await expect(document).to_contain_text("2 КБ")
    async with page.expect_download() as download:
        await document.click()
    assert (await (await download.value).path()).read_bytes().startswith(b"%PDF")


async def test_an_alert_waits_to_be_closed(page: Page) -> None:
    await joins(page)
    await page.get_by_role("button", name="О чём она?").click()

    await expect(page.get_by_role("dialog")).to_contain_text("Она о первых словах.")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_links_open_beside_and_the_bots_own_link_starts_it(page: Page, world: PageWorld) -> None:
    await joins(page)
    link = page.get_by_role("link", name="Отзывы")
    await expect(link).to_have_attribute("href", "https://example.com/reviews")
    await expect(link).to_have_attribute("target", "_blank")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")

    await page.get_by_role("button", name="Ещё раз").click()
    await expect(page.locator(".by-person").last).to_contain_text("/start again")
    await expect(page.locator(".by-bot")).to_have_count(2)
    assert world.bot.started[-1] == (1001, "/start again")


async def test_a_copy_button_copies(page: Page) -> None:
    await joins(page)
    await page.get_by_role("button", name="Промокод").click()

    await expect(page.locator(".toast")).to_have_text(["Скопировано"])
    assert await page.evaluate("navigator.clipboard.readText()") == "BOOK10"


async def test_a_photo_is_seen_and_enlarged(page: Page) -> None:
    await joins(page)
    photo = newest(page).get_by_role("img", name="Фото")
    await expect(photo).to_have_js_property("naturalWidth", 320)
    await page.get_by_role("button", name="Увеличить фото").click()
    await expect(page.get_by_role("dialog").get_by_role("img")).to_have_js_property("naturalWidth", 320)
    await page.get_by_role("button", name="Закрыть").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


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


async def test_the_bots_keyboard_answers_for_the_person(page: Page) -> None:
    await joins(page)
    await writes(page, "клавиатура")
    await page.get_by_role("button", name="Да", exact=True).click()
    await expect(newest(page)).to_contain_text("Вы написали: Да")
    await page.get_by_role("button", name="Мой номер").click()
    await expect(newest(page)).to_contain_text("Записал +7")


async def test_an_invoice_is_paid(page: Page) -> None:
    await joins(page)
    await writes(page, "счёт")
    await expect(newest(page)).to_contain_text("Вебинар «Первые десять свиданий»")
    await newest(page).get_by_role("button", name="оплата").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_role("heading")).to_have_accessible_name("Оплатить ⭐ 100?")
    await sheet.get_by_role("button", name="Оплатить").click()
    await expect(sheet).to_contain_text("Оплата прошла")
    await sheet.get_by_role("button", name="ОК").click()

    await expect(page.locator(".service")).to_contain_text("Оплачено")
    await expect(page.locator(".invoice")).to_contain_text("Оплачено")
    await expect(newest(page)).to_contain_text("Оплата получена.")


async def test_a_refused_payment_shows_the_bots_own_words(page: Page) -> None:
    await joins(page)
    await writes(page, "счёт с отказом")
    await newest(page).get_by_role("button", name="оплата").click()
    await page.get_by_role("dialog").get_by_role("button", name="Оплатить").click()

    await expect(page.get_by_role("dialog")).to_contain_text("Оплата не прошла")
    await expect(page.get_by_role("dialog")).to_contain_text(REFUSAL)
    await page.get_by_role("button", name="ОК").click()
    await expect(page.locator(".invoice")).not_to_contain_text("Оплачено")


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


async def test_two_persons_have_a_chat_each(page: Page, world: PageWorld) -> None:
    await joins(page)
    await writes(page, "я первая")
    await joins(page, by="/start webinar")
    await expect(page.locator(".log")).not_to_contain_text("я первая")
    await world.bot.bot.send_message(1001, "Это вам, Анна")

    anna = page.get_by_role("button", name="Анна")
    await expect(anna.get_by_label("непрочитанных: 1")).to_be_visible()
    await expect(anna).to_contain_text("Это вам, Анна")
    await anna.click()
    await expect(newest(page)).to_contain_text("Это вам, Анна")
    await expect(anna.get_by_label("непрочитанных")).to_have_count(0)
    await page.reload()
    await expect(newest(page)).to_contain_text("Это вам, Анна")


async def test_the_bot_is_blocked_and_unblocked(page: Page, world: PageWorld) -> None:
    await joins(page)
    await page.get_by_role("button", name="Ещё действия").click()
    await page.get_by_role("button", name="Заблокировать бота").click()
    await expect(page.get_by_role("textbox", name="Сообщение")).to_have_count(0)
    await page.get_by_role("button", name="Разблокировать бота").click()
    await expect(page.get_by_role("textbox", name="Сообщение")).to_be_visible()
    await writes(page, "я снова тут")

    await expect(newest(page)).to_contain_text("я снова тут")
    assert world.bot.memberships == ["kicked", "member"]


async def test_an_edited_message_says_so(page: Page) -> None:
    await joins(page)
    await writes(page, "правка")
    await expect(newest(page)).to_contain_text("Чистовик")
    await expect(newest(page)).to_contain_text("изменено")


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
        ("<iframe src=//x></iframe><blockquote>c</blockquote>", "<blockquote>c</blockquote>"),
    ],
)
async def test_only_telegrams_tags_are_let_through(page: Page, markup: str, left: str) -> None:
    drawn = await page.evaluate(
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
    await world.bot.bot.delete_message(1001, 2)
    await expect(page.locator(".by-bot")).to_have_count(0)
    world.telegram.persons[1001].room.blocked = True
    await writes(page, "меня слышно?")

    await expect(page.get_by_role("alert")).to_contain_text("has blocked the bot")
    await page.get_by_role("button", name="Закрыть").click()
    await expect(page.get_by_role("alert")).to_have_count(0)


async def test_the_language_is_switched_and_remembered(page: Page) -> None:
    await page.get_by_role("button", name="Language: English").click()
    await expect(page.get_by_role("button", name="New prospect")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("button", name="New prospect")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "en")


async def test_both_languages_say_the_same_things(page: Page) -> None:
    keys = await page.evaluate(
        "import('./page/lib/strings.js').then(({ keysOf, LANGUAGES }) => LANGUAGES.map(keysOf))"
    )
    assert len(keys) == 2
    assert keys[0] == keys[1]


@pytest.mark.parametrize(("width", "height"), [(360, 640), (390, 844), (1440, 900)])
async def test_nothing_sticks_out_or_jumps(page: Page, width: int, height: int) -> None:
    await page.set_viewport_size({"width": width, "height": height})
    if width < 860:
        await page.get_by_role("button", name="Показать собеседников").click()
    await joins(page)
    await writes(page, "счёт " + "длинноесловобезпробелов" * 20)
    await expect(newest(page)).to_contain_text("Первые десять")
    await page.reload()
    await expect(newest(page)).to_contain_text("Первые десять")

    assert await page.evaluate("document.scrollingElement.scrollWidth - innerWidth") == 0
    assert await page.evaluate(
        """[...document.querySelectorAll("button, a, .bubble, .clock *")]
            .filter((one) => one.checkVisibility() && getComputedStyle(one).pointerEvents !== "none")
            .map((one) => [one.className, one.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.left < 0 || box.right > innerWidth + 0.5))
            .map(([name]) => name)"""
    ) == []
    shift = await page.evaluate(
        """new Promise((tell) => {
            new PerformanceObserver((list) => tell(list.getEntries().reduce((sum, one) => sum + one.value, 0)))
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
    for path in ("page/__init__.py", "page/..%2f__init__.py", "page/%2e%2e/telegram/api.py", "page/nothing.js", "page/css"):
        assert (await page.request.get(world.address + path)).status == 404, path
