"""In the preview people pay on the pages of stand-ins: nothing is set, and the goods arrive in the chat."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.preview.session import Preview, previewing
from bot.preview.telegram import Person

SHOP = """
funnel: shop
language: en
start: {default: true}
products:
  course:
    title: The course
    price: [4900 RUB, 49.90 EUR]
    pay: [yookassa, stripe EUR, link, provider]
    asks: [email]
    deliver: {text: Here is the course.}
stages:
  - stage: sale
    steps:
      - offer: course
        text: Buy the course.
"""
WAYS = [
    ("Pay ₽4,900 by YooKassa", 0, "4900.00 RUB"),
    ("Pay €49.90 online", 1, "€49.90"),
    ("Pay ₽4,900 online", 2, "₽4,900"),
]


@pytest.fixture
async def preview(tmp_path: Path) -> AsyncIterator[Preview]:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "funnel.yaml").write_text(SHOP, encoding="utf-8")
    async with previewing(funnels=tmp_path, language="en") as preview:
        yield preview


async def asks(preview: Preview, number: int, words: str) -> tuple[Person, str]:
    """Somebody who asked to pay by the button of this number, and the page they got."""
    anna = preview.telegram.person(language_code="en")
    await anna.starts()
    offer = await anna.sees("Buy the course.")
    button = offer.rows[number][0]
    assert button["text"] == words
    await anna.presses_button(offer, button)
    return anna, (await anna.sees("to pay.")).rows[0][0]["url"]


@pytest.mark.parametrize(("words", "number", "price"), WAYS)
async def test_paid_on_the_page_the_goods_arrive(preview: Preview, words: str, number: int, price: str) -> None:
    anna, url = await asks(preview, number, words)
    async with aiohttp.ClientSession() as browser:
        async with browser.get(url) as page:
            shown = await page.text()
        assert "The course" in shown
        assert price in shown
        async with browser.post(url, data={"do": "pay"}) as done:
            assert f'href="{preview.url}"' in await done.text()
    await anna.sees("Here is the course.")


@pytest.mark.parametrize(("words", "number", "price"), WAYS)
async def test_cancelled_on_the_page_nothing_comes(preview: Preview, words: str, number: int, price: str) -> None:
    anna, url = await asks(preview, number, words)
    async with aiohttp.ClientSession() as browser, browser.post(url, data={"do": "cancel"}) as done:
        said = await done.text()
    assert "nothing was charged" in said
    assert "Thank you" not in said
    await preview.settle()
    assert anna.chat[-1].visible.startswith("“The course”")


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_the_page_speaks_the_owner_s_language(tmp_path: Path, language: str) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "funnel.yaml").write_text(SHOP, encoding="utf-8")
    async with previewing(funnels=tmp_path, language=language) as preview:
        _, url = await asks(preview, 0, WAYS[0][0])
        async with aiohttp.ClientSession() as browser, browser.get(url) as page:
            shown = await page.text()
    assert ("Это репетиция" in shown) == (language == "ru")


async def test_a_link_that_was_changed_leads_nowhere(preview: Preview) -> None:
    anna, url = await asks(preview, 2, WAYS[2][0])
    async with (
        aiohttp.ClientSession() as browser,
        browser.post(url.replace("amount=490000", "amount=1"), data={"do": "pay"}) as answer,
    ):
        assert answer.status == 403
    await preview.settle()
    assert all("Here is the course." not in message.text for message in anna.chat)


async def test_the_form_of_a_provider_needs_no_settings_either(preview: Preview) -> None:
    anna = preview.telegram.person(language_code="en")
    await anna.starts()
    offer = await anna.sees("Buy the course.")
    await anna.presses_button(offer, offer.rows[3][0])
    invoice = (await anna.sees_invoice(490_000)).invoice
    assert invoice is not None
    assert invoice.needs == ("email",)
    assert (await anna.pays()).ok
    await anna.sees("Here is the course.")
