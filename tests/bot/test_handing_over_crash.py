"""Killed again and again between a payment and its goods, the bot hands every order over, and never two codes or links.

One purchase has everything: another system is called, an album and a file go ahead, the text has a code and a link.
Meanwhile codes run out, and the bot is no administrator of its channel for a while.
"""

import asyncio
import json
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from bot.preview.telegram import Person, StandIn
from bot.tasks import spawn
from bot.web.server import listen

from .crash_walk import PATIENCE
from .crashing import Crashing, a_bad_moment
from .preview.telegram.world import picture
from .world import OWNER, pay, until

SEED = 50_117
KILLS = 7
LANES = 5
LATENCY = 0.05
MORE_CODES = 6
CLUB = "@the_club"
SCRIPT = """
funnel: crash
language: en
start: {default: true}
products:
  all:
    title: Everything
    stars: 7
    deliver:
      call: {url: URL, save: {licence: licence}, within: 1 day}
      files: [a.jpg, b.jpg, c.pdf]
      codes: keys.txt
      invite: "@the_club"
      text: "Goods {{ licence }} {{ code }}"
stages:
  - stage: sale
    steps:
      - offer: all
        text: Buy everything
      - message: Farewell
"""
GOODS = re.compile(r"Goods (L-\d+\S*) (CODE-\d+)")
AGAIN = "Send again"


@dataclass(kw_only=True)
class Maker:
    """Another system: it gives one licence an order, however often it is asked, and fails now and then."""

    chance: random.Random
    asked: Counter[str] = field(default_factory=Counter)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        order = json.loads(await request.read())["order"]
        assert request.headers["X-Voronka-Call"].startswith(f"paid/{order}/")
        await asyncio.sleep(self.chance.uniform(0, LATENCY))
        if self.chance.random() < 0.1:
            return web.Response(status=503)
        self.asked[request.headers["X-Voronka-Call"]] += 1
        return web.json_response({"licence": f"L-{order}"})


@dataclass(kw_only=True)
class Buyers:
    """People who buy, one after another in each of several lanes."""

    telegram: StandIn
    people: list[Person] = field(default_factory=list)
    enough: bool = False

    async def lane(self) -> None:
        while not self.enough:
            await self.buys()

    async def buys(self) -> None:
        person = self.telegram.person(first_name=f"P{len(self.people)}", language_code="en")
        self.people.append(person)
        await person.starts()
        await person.sees("Buy everything", within=PATIENCE)
        await person.presses(pay(7))
        await person.sees_invoice(7, within=PATIENCE)
        while not (await person.pays(timeout=2)).ok:  # the question may have died with the bot
            pass
        await until(lambda: bool(goods_of(person)) or waits(person), within=PATIENCE)


def goods_of(person: Person) -> list[tuple[str, str]]:
    """The licence and the code of each message with the goods."""
    return [(found[1], found[2]) for message in person.chat if (found := GOODS.fullmatch(message.text))]


def waits(person: Person) -> bool:
    return any("could not be handed over at once" in message.text for message in person.chat)


def links_of(person: Person) -> set[str]:
    return {button["url"] for message in person.chat for button in message.buttons if button["text"] == "Join"}


def parts_of(person: Person) -> list[str]:
    """The goods as they came: an album is one part."""
    parts = []
    for message in person.chat:
        if GOODS.fullmatch(message.text):
            parts.append("text")
        elif "document" in message.body:
            parts.append("file")
        elif "photo" in message.body and parts[-1:] != [message.body["media_group_id"]]:
            parts.append(message.body["media_group_id"])
    return ["album" if part.isdecimal() else part for part in parts]


async def test_every_order_is_handed_over_with_one_code_one_link_and_one_licence(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    maker = Maker(chance=chance)
    app = web.Application()
    app.router.add_post("/licences", maker.answer)
    server, port = await listen(app, host="127.0.0.1", port=0)
    try:
        await _play(tmp_path, chance, maker, f"http://127.0.0.1:{port}/licences")
    except AssertionError as error:
        error.add_note(f"SEED = {SEED}")
        raise
    finally:
        await server.cleanup()


async def _play(folder: Path, chance: random.Random, maker: Maker, url: str) -> None:
    async with StandIn() as telegram:
        owner = telegram.person(first_name="Owner", language_code="en", id=OWNER)
        owner.room.started = True
        club = telegram.channel(CLUB)
        bot = Crashing(
            telegram, folder, SCRIPT.replace("URL", url), call_private=True, owner_ids=[OWNER], language="en"
        )
        for file in ("a.jpg", "b.jpg", "c.pdf"):
            (bot.funnel / file).write_bytes(picture())
        codes: list[str] = []
        buyers = Buyers(telegram=telegram)
        for method in ("sendMessage", "sendMediaGroup", "sendDocument", "createChatInviteLink"):
            telegram.faults.order(method=method, delay=LATENCY, times=1_000_000)
        _stock(bot, codes)
        bot.starts()
        lanes = [spawn(buyers.lane(), name="lane") for _ in range(LANES)]
        await until(lambda: any(waits(person) for person in buyers.people), within=PATIENCE)
        for kill in range(KILLS):
            await a_bad_moment(telegram, chance)
            await bot.is_killed()
            codes += [f"CODE-{len(codes) + more}" for more in range(MORE_CODES)]
            _stock(bot, codes)
            club.bot_is_admin = kill != KILLS // 2
            bot.starts()
            if not club.bot_is_admin:
                await until(lambda: any("not enough rights" in message.text for message in owner.chat), within=PATIENCE)
        buyers.enough = True
        await asyncio.gather(*lanes)
        codes += [f"CODE-{len(codes) + more}" for more in range(len(buyers.people))]
        _stock(bot, codes)
        await bot.is_killed()
        bot.starts()
        await asyncio.sleep(1)
        await _send_again(owner)
        await until(lambda: all(goods_of(person) for person in buyers.people), within=PATIENCE)
        await until(lambda: len(telegram.updates) == 0, within=10)
        await asyncio.sleep(0.5)
        await bot.is_killed()

        _everyone_has_one_of_each(buyers, maker)
        _what_came_twice_was_on_its_way(buyers, bot)
        orders = len(buyers.people)
        assert bot.rows("SELECT status, count(*) FROM orders GROUP BY status") == [("delivered", orders)]
        assert bot.rows("SELECT count(*), count(DISTINCT given_to) FROM codes WHERE given_to IS NOT NULL") == [
            (orders, orders)
        ]
        assert bot.rows("SELECT count(*) FROM outbox WHERE purpose = 'goods'") == [(3 * orders,)]


def _stock(bot: Crashing, codes: list[str]) -> None:
    (bot.funnel / "keys.txt").write_text("\n".join(["", *codes]) + "\n", encoding="utf-8")


async def _send_again(owner: Person) -> None:
    for message in list(owner.chat):
        if any(button["text"] == AGAIN for button in message.buttons):
            await owner.presses(AGAIN, message=message)


def _everyone_has_one_of_each(buyers: Buyers, maker: Maker) -> None:
    shown = {person.id: set(goods_of(person)) for person in buyers.people}
    assert {len(goods) for goods in shown.values()} == {1}, shown
    for person in buyers.people:
        ((licence, _),) = shown[person.id]
        assert licence == f"L-{person.id}:crash:1:1:0"
        assert len(links_of(person)) == 1, person.transcript()
    assert len({code for ((_, code),) in shown.values()}) == len(buyers.people)
    assert len(set().union(*map(links_of, buyers.people))) == len(buyers.people)
    assert len(maker.asked) == len(buyers.people)


def _what_came_twice_was_on_its_way(buyers: Buyers, bot: Crashing) -> None:
    for person in buyers.people:
        parts = parts_of(person)
        assert sorted(set(parts)) == ["album", "file", "text"], person.transcript()
        doubled = len(parts) - len(set(parts))
        in_doubt = sum(times for (chat, _), times in bot.in_doubt.items() if chat == person.id)
        assert doubled <= in_doubt, person.transcript()
