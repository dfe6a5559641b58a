"""The preview shows calls in the chat instead of making them."""

from pathlib import Path

import aiohttp

from bot.preview.session import Preview, previewing
from bot.preview.telegram import Person
from tests.bot.receiver import receiving
from tests.bot.world import pay

SCRIPT = """
funnel: leads
language: en
start: {default: true}
stages:
  - stage: one
    steps:
      - call: URL
        send: {name: "{{ first_name }}"}
        save: {crm_id: lead.id}
        failed: sorry
      - message: Thank you.
      - end: called
      - message: Sorry.
        id: sorry
"""


async def met(preview: Preview) -> Person:
    anna = preview.telegram.person("Anna")
    await anna.starts()
    await preview.settle()
    return anna


async def test_a_call_is_shown_and_answered_and_never_leaves_the_machine(tmp_path: Path) -> None:
    async with receiving() as crm, aiohttp.ClientSession() as session:
        (tmp_path / "leads").mkdir()
        (tmp_path / "leads" / "funnel.yaml").write_text(SCRIPT.replace("URL", crm.url), encoding="utf-8")
        async with previewing(funnels=tmp_path, language="en", call_private=True) as preview:
            anna = await met(preview)
            note = f'POST {crm.url}\n{{"name": "Anna"}}\n→ '
            assert [message.text for message in anna.chat[1:]] == [f"{note}200 {{}}", "Thank you."]

            await session.post(f"{preview.url}/api/calls", json={"fail": True})
            ben = await met(preview)
            assert [message.text for message in ben.chat[1:]] == [f"{note}400", "Sorry."]

            async with session.get(f"{preview.url}/api/funnels") as answer:
                assert [funnel["calls"] for funnel in await answer.json()] == [True]
            preview.telegram.happenings.end()
    assert crm.received == []


SHOP = """
funnel: shop
language: en
start: {default: true}
products:
  key:
    title: A key
    stars: 50
    deliver: {call: {url: URL, save: {licence: keys.text, login: user.login}}, text: "{{ licence }}, {{ login }}."}
stages:
  - stage: sale
    steps:
      - offer: key
        text: Buy a key.
"""


async def test_goods_of_another_system_are_rehearsed_with_the_names_of_what_is_kept(tmp_path: Path) -> None:
    async with receiving() as crm:
        (tmp_path / "shop").mkdir()
        (tmp_path / "shop" / "funnel.yaml").write_text(SHOP.replace("URL", crm.url), encoding="utf-8")
        async with previewing(funnels=tmp_path, language="en", call_private=True) as preview:
            anna = await met(preview)
            await anna.presses(pay(50))
            await preview.settle()
            assert (await anna.pays()).ok
            await preview.settle()
            assert anna.chat[-1].text == "licence, login."
            assert '→ 200 {"keys": {"text": "licence"}, "user": {"login": "login"}}' in anna.chat[-2].text
            preview.telegram.happenings.end()
    assert crm.received == []
