"""The page sends events as another system would, and they are recorded as what happened."""

from pathlib import Path
from typing import Any

import aiohttp

from bot.preview.recorder import Recorder
from bot.preview.session import Preview, previewing

SCRIPT = """
funnel: shop
language: en
start: {default: true}
stages:
  - stage: one
    steps:
      - wait: {for: basket_left, save: [total]}
      - message: 'Still there, {{ total | plus: 1 }}.'
        buttons: [Fine]
      - end
"""


async def post(preview: Preview, path: str, **body: object) -> tuple[int, Any]:
    async with aiohttp.ClientSession() as session, session.post(f"{preview.url}/api/{path}", json=body) as answer:
        return answer.status, await answer.json()


async def test_an_event_sent_by_the_page_moves_the_walk_and_is_recorded(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "funnel.yaml").write_text(SCRIPT, encoding="utf-8")
    told: list[str] = []
    async with previewing(funnels=tmp_path, language="en", recorder=Recorder(told.append)) as preview:
        anna = preview.telegram.person("Anna")
        await post(preview, f"persons/{anna.id}/messages", text="/start")
        await preview.settle()
        answer = await post(preview, f"persons/{anna.id}/event", event="basket_left", values={"total": 2400})
        assert answer == (200, {"ok": True})
        assert anna.chat[-1].text == "Still there, 2401."
        status, saved = await post(preview, f"persons/{anna.id}/dialogue", name="a basket")
        assert status == 201
        assert "- event: {name: basket_left, values: {total: 2400}}" in saved["text"]
        async with aiohttp.ClientSession() as session, session.get(f"{preview.url}/api/funnels") as funnels:
            assert [funnel["events"] for funnel in await funnels.json()] == [["basket_left"]]


async def test_what_the_bot_refuses_the_page_is_told(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "funnel.yaml").write_text(SCRIPT, encoding="utf-8")
    async with previewing(funnels=tmp_path, language="en") as preview:
        stranger = preview.telegram.person("Ben")
        status, told = await post(preview, f"persons/{stranger.id}/event", event="basket_left")
        assert (status, "has written to the bot yet" in told["error"]) == (404, True)
        status, told = await post(preview, f"persons/{stranger.id}/event", event="корзина")
        assert (status, told["error"].startswith("`event`: `корзина` cannot be a name")) == (422, True)
        assert (await post(preview, "persons/nobody/event", event="basket_left"))[0] == 404
