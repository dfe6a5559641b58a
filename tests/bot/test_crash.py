"""Killed without warning again and again, the bot loses nothing, and doubles nothing but what was on its way."""

import asyncio
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from bot.preview.telegram import StandIn
from bot.preview.telegram.updates import FIRST_ID
from bot.tasks import spawn

from .crash_bot import started
from .crash_walk import FACTS, SCRIPT, SEEN, Crowd, named
from .world import until

SEED = 20_301
KILLS = 20
LANES = 10
LATENCY = 0.06
"""Seconds Telegram takes to accept a message, so that kills find some on their way."""

LONGEST_IN_DOUBT = 3_000_000
"""Microseconds: what was claimed longer before a kill was not on its way, but forgotten."""


class Crashing:
    """The bot's process and its database file; after each kill it notes which messages were on their way."""

    def __init__(self, telegram: StandIn, folder: Path) -> None:
        self.database = folder / "voronka.db"
        self.in_doubt: Counter[tuple[int, str]] = Counter()
        self._settings: dict[str, object] = {
            "bot_token": telegram.token,
            "bot_api_url": telegram.url,
            "database_url": f"sqlite:///{self.database}",
            "funnels_dir": folder / "funnels",
            "owner_ids": [],
            "http_port": 0,
            "send_per_second": 1000,
            "send_per_chat_per_second": 1000,
        }
        path = folder / "funnels" / "crash" / "funnel.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(SCRIPT, encoding="utf-8")
        self._process: BaseProcess | None = None

    def starts(self) -> None:
        self._process = started(self._settings)

    async def is_killed(self) -> None:
        assert self._process is not None
        assert self._process.is_alive(), "the bot has ended by itself"
        self._process.kill()
        await asyncio.to_thread(self._process.join)
        if self.database.exists():
            self._note_what_was_on_its_way()

    def _note_what_was_on_its_way(self) -> None:
        if not self.rows("SELECT 1 FROM sqlite_master WHERE name = 'outbox'"):
            return
        ((last,),) = self.rows("SELECT coalesce(max(created_at), 0) FROM outbox")
        for chat, purpose, payload, claimed_at in self.rows(
            "SELECT chat_id, purpose, payload, claimed_at FROM outbox WHERE status = 'claimed'"
        ):
            assert last - claimed_at < LONGEST_IN_DOUBT
            self.in_doubt[chat, "invoice" if purpose == "invoice" else json.loads(payload)["text"]] += 1

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()


async def test_twenty_kills_lose_nothing_and_double_only_what_was_on_its_way(tmp_path: Path) -> None:
    with _told_with_its_seed():
        await _play(tmp_path, random.Random(SEED))


async def _play(folder: Path, chance: random.Random) -> None:
    async with StandIn() as telegram:
        bot, crowd = Crashing(telegram, folder), Crowd(telegram=telegram)
        questions = telegram.payments._asked
        for method in ("sendMessage", "sendInvoice"):
            telegram.faults.order(method=method, delay=LATENCY, times=1_000_000)
        bot.starts()
        lanes = [spawn(crowd.lane(), name="lane") for _ in range(LANES)]
        for _ in range(KILLS):
            await _a_bad_moment(telegram, chance)
            await bot.is_killed()
            bot.starts()
        crowd.enough = True
        await asyncio.gather(*lanes)
        await until(lambda: len(telegram.updates) == 0, within=10)
        await asyncio.sleep(0.5)
        await bot.is_killed()

        _everyone_saw_everything_in_order(crowd)
        _only_what_was_on_its_way_came_twice(crowd, bot)
        _everything_was_kept_once(crowd, bot)
        charges = sorted(telegram.payments.charges)
        assert [
            row[0] for row in bot.rows("SELECT charge FROM payments WHERE kind = 'whole' ORDER BY charge")
        ] == charges
        told = telegram.updates.next_id - FIRST_ID - (telegram.payments._asked - questions)
        assert bot.rows("SELECT count(*) FROM seen_updates") == [(told,)]


@contextmanager
def _told_with_its_seed() -> Iterator[None]:
    """A failure names the seed of the moments at which the bot was killed."""
    try:
        yield
    except AssertionError as error:
        error.add_note(f"SEED = {SEED}")
        raise


async def _a_bad_moment(telegram: StandIn, chance: random.Random) -> None:
    """Any moment, or, three times of four, one at which something has just been written, pressed, paid or said."""
    await asyncio.sleep(chance.uniform(0.3, 1.5))
    if chance.random() < 0.75:
        with telegram.subscribe() as listener, suppress(TimeoutError):
            await asyncio.wait_for(anext(listener), 2)
        await asyncio.sleep(chance.uniform(0, 0.015))


def _everyone_saw_everything_in_order(crowd: Crowd) -> None:
    for person in crowd.people:
        said = [named(message) for message in person.chat if message.author == "bot"]
        assert list(dict.fromkeys(said)) == SEEN, person.transcript()


def _only_what_was_on_its_way_came_twice(crowd: Crowd, bot: Crashing) -> None:
    for person in crowd.people:
        said = Counter(named(message) for message in person.chat if message.author == "bot")
        for text, times in said.items():
            assert times - 1 <= bot.in_doubt[person.id, text], f"{text!r} {times} times\n{person.transcript()}"


def _everything_was_kept_once(crowd: Crowd, bot: Crashing) -> None:
    walks = len(crowd.people)
    facts: dict[int, Counter[tuple[str, str]]] = {person.id: Counter() for person in crowd.people}
    for subscriber, event, step in bot.rows("SELECT subscriber_id, event, step FROM events"):
        facts[subscriber][event, step] += 1
    for person in crowd.people:
        assert facts[person.id] == FACTS, person.transcript()
    assert bot.rows("SELECT stage, count(*), count(passed_at), count(left_at) FROM stage_passages GROUP BY stage") == [
        (stage, walks, walks, 0) for stage in ("after", "sale", "talk")
    ]
    assert bot.rows("SELECT outcome, count(*) FROM journeys GROUP BY outcome") == [("finished", walks)]
    assert bot.rows("SELECT status, count(*) FROM orders GROUP BY status") == [("delivered", walks)]
    assert bot.rows("SELECT count(*) FROM timers") == [(0,)]
    assert bot.rows("SELECT status, count(*) FROM outbox GROUP BY status") == [("sent", walks * len(SEEN))]
