"""Counted links: a click counts once, leads where the script says, and nobody can make it lead elsewhere."""

from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.preview.telegram import Person
from bot.web.clicks import ClickLinks
from funnels.engine.effects.shown import Button

from .world import World

PUBLIC = "https://links.example.com"
NOTES = "https://example.com/notes?a=1&b=я"
SCRIPT = """
funnel: links
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - message: Read this
        buttons:
          - {text: Notes, url: "https://example.com/notes?a=1&b=я"}
          - Next
      - message: And this
        buttons:
          - {text: More, url: "https://example.com/more"}
          - Last
      - message: The end
"""


async def _link(person: Person, button: str) -> str:
    press = await person.presses(button)
    assert press.url is not None
    return press.url


async def _follows(bot: World, link: str, method: str = "GET") -> tuple[int, str]:
    """The answer's status and where it leads."""
    path = urlsplit(link).path
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, bot.address + path, allow_redirects=False) as response,
    ):
        return response.status, response.headers.get("Location", "")


def _clicks(bot: World) -> int:
    return bot.counts("SELECT count(*) FROM events WHERE event = 'clicked'")


async def test_a_click_leads_to_the_scripts_address_and_counts_once(bot: World) -> None:
    await bot.starts(SCRIPT, public_url=PUBLIC)
    anna = await bot.meets()
    link = await _link(anna, "Notes")
    assert link.startswith(f"{PUBLIC}/go/")
    status, target = await _follows(bot, link)
    assert (status, target) == (302, "https://example.com/notes?a=1&b=%D1%8F")
    await bot.rests()
    assert _clicks(bot) == 1
    assert ("clicked", "only.1") in bot.events(anna)
    await _follows(bot, link)
    await bot.rests()
    assert _clicks(bot) == 2


async def test_asking_only_for_the_headers_is_no_click(bot: World) -> None:
    await bot.starts(SCRIPT, public_url=PUBLIC)
    anna = await bot.meets()
    await _follows(bot, await _link(anna, "Notes"), "HEAD")
    await bot.rests()
    assert _clicks(bot) == 0


async def test_without_a_public_address_links_stay_as_they_are(bot: World) -> None:
    await bot.starts(SCRIPT)
    anna = await bot.meets()
    assert (await _link(anna, "Notes")).startswith("https://example.com/notes")


async def test_a_link_leads_where_it_led_also_after_the_script_has_changed(bot: World) -> None:
    await bot.starts(SCRIPT, public_url=PUBLIC)
    anna = await bot.meets()
    link = await _link(anna, "Notes")
    changed = SCRIPT.replace("example.com/notes?a=1&b=я", "example.com/other")
    await bot.starts_anew(changed, public_url=PUBLIC)
    assert (await _follows(bot, link))[1].startswith("https://example.com/notes")
    await bot.presses(anna, "Next")
    await bot.presses(anna, "Last")
    await bot.starts_anew(changed, public_url=PUBLIC)
    assert (await _follows(bot, link))[1].startswith("https://example.com/notes")


@pytest.mark.parametrize("token", ["", "x", "a.b", "a.b.c", "%2e%2e", "я", "." * 200, "eA.eA"])
async def test_a_made_up_link_leads_nowhere(bot: World, token: str) -> None:
    await bot.starts(SCRIPT, public_url=PUBLIC)
    status, target = await _follows(bot, f"{PUBLIC}/go/{token}")
    assert (status, target) == (404, "")


async def test_a_link_signed_by_another_bot_leads_nowhere(bot: World) -> None:
    await bot.starts(SCRIPT, public_url=PUBLIC)
    forged = ClickLinks(secret=b"another", public_url=PUBLIC).link(
        1001, Button(text="x", data="links:1:1:0.0:0", url="https://evil.example")
    )
    assert await _follows(bot, forged) == (404, "")


async def test_a_changed_link_leads_nowhere(bot: World) -> None:
    await bot.starts(SCRIPT, public_url=PUBLIC)
    anna = await bot.meets()
    link = await _link(anna, "Notes")
    middle = len(f"{PUBLIC}/go/") + 5
    changed = link[:middle] + ("A" if link[middle] != "A" else "B") + link[middle + 1 :]
    assert await _follows(bot, changed) == (404, "")


async def test_a_click_does_not_wait_for_the_database(bot: World) -> None:
    await bot.starts(SCRIPT, public_url=PUBLIC)
    anna = await bot.meets()
    link = await _link(anna, "Notes")
    async with bot.app.context.database.write():
        status, _ = await _follows(bot, link)
        assert status == 302
    await bot.rests()
    assert _clicks(bot) == 1
