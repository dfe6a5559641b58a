"""Killed again and again while another system sends events, the bot counts each of them once and loses none."""

import asyncio
import json
import random
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.preview.telegram import Person, StandIn
from bot.signing import signed
from bot.tasks import spawn
from bot.web.server import free_port

from .crash_bot import started
from .world import until

SECRET = "a secret of two systems"
KILLS = 4
SENDERS = 4
SCRIPT = """
funnel: counts
language: en
start: {default: true}
stages:
  - stage: one
    steps:
      - wait: {for: counted, save: [number]}
        id: again
        within: 30 days
        otherwise: end
      - set: {sum: "{{ sum | default: 0 | plus: number }}"}
      - goto: again
"""


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    async with StandIn() as stand_in:
        yield stand_in


class Sender:
    """A system that sends each event until it is answered with 200, as docs/events.md asks."""

    def __init__(self, port: int, person: Person) -> None:
        self._address = f"http://127.0.0.1:{port}/events"
        self._person = person
        self.sent = 0
        self.tries = 0
        self.enough = False

    async def run(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=3)) as session:
            while not self.enough:
                self.sent += 1
                event = {"id": f"{self._person.id}-{self.sent}", "event": "counted", "subscriber": self._person.id}
                body = json.dumps({**event, "values": {"number": self.sent}}).encode()
                while not await self._kept(session, body):  # noqa: ASYNC110  # it asks another process
                    await asyncio.sleep(0.02)

    async def _kept(self, session: aiohttp.ClientSession, body: bytes) -> bool:
        self.tries += 1
        headers = {"Content-Type": "application/json", **signed(body, SECRET.encode(), datetime.now(UTC))}
        with suppress(aiohttp.ClientError, TimeoutError):
            async with session.post(self._address, data=body, headers=headers) as answer:
                assert answer.status in (200, 503), await answer.text()
                return answer.status == 200
        return False


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


async def test_every_event_counts_once_however_often_it_is_killed(telegram: StandIn, tmp_path: Path) -> None:
    chance, port, database = random.Random(7), free_port("127.0.0.1"), tmp_path / "voronka.db"
    script = tmp_path / "funnels" / "counts" / "funnel.yaml"
    script.parent.mkdir(parents=True)
    script.write_text(SCRIPT, encoding="utf-8")
    settings: dict[str, object] = {
        "bot_token": telegram.token,
        "bot_api_url": telegram.url,
        "database_url": f"sqlite:///{database}",
        "funnels_dir": script.parents[1],
        "http_port": port,
        "events_secret": SECRET,
    }
    bot = started(settings)
    people = [telegram.person() for _ in range(SENDERS)]
    for person in people:
        await person.starts()
    standing = "SELECT count(*) FROM journeys WHERE step = 'one.again'"
    await until(lambda: database.exists() and len(telegram.updates) == 0, within=20)
    await until(lambda: rows(database, standing) == [(SENDERS,)], within=20)
    senders = [Sender(port, person) for person in people]
    sending = [spawn(sender.run(), name="sender") for sender in senders]
    for _ in range(KILLS):
        before = sum(sender.sent for sender in senders)
        await until(lambda before=before: sum(sender.sent for sender in senders) > before + 8, within=20)
        await asyncio.sleep(chance.uniform(0, 0.05))
        bot.kill()
        await asyncio.to_thread(bot.join)
        bot = started(settings)
    for sender in senders:
        sender.enough = True
    await asyncio.gather(*sending)
    bot.kill()
    await asyncio.to_thread(bot.join)
    assert sum(sender.tries for sender in senders) > sum(sender.sent for sender in senders)
    for sender, person in zip(senders, people, strict=True):
        ((kept,),) = rows(database, f"SELECT attributes FROM subscribers WHERE id = {person.id}")
        assert json.loads(kept) == {"number": sender.sent, "sum": sum(range(sender.sent + 1))}
        facts = f"SELECT count(*) FROM events WHERE event = 'event' AND subscriber_id = {person.id}"
        assert rows(database, facts) == [(sender.sent,)]
