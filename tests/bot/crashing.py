"""A bot that is killed again and again, and what a test learns of it in between."""

import asyncio
import json
import random
import sqlite3
from collections import Counter
from contextlib import closing, suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from bot.preview.telegram import StandIn

from .crash_bot import started

LONGEST_IN_DOUBT = 3_000_000
"""Microseconds: what was claimed longer before a kill was not on its way, but forgotten."""


class Crashing:
    """The bot's process and its database file; after each kill it notes which messages were on their way."""

    def __init__(self, telegram: StandIn, folder: Path, script: str, **settings: object) -> None:
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
            **settings,
        }
        self.funnel = folder / "funnels" / "crash"
        self.funnel.mkdir(parents=True)
        (self.funnel / "funnel.yaml").write_text(script, encoding="utf-8")
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
            said = json.loads(payload)
            self.in_doubt[chat, "invoice" if purpose == "invoice" else said.get("text") or str(said.get("media"))] += 1

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()


async def a_bad_moment(telegram: StandIn, chance: random.Random) -> None:
    """Any moment, or, three times of four, one at which something has just been written, pressed, paid or said."""
    await asyncio.sleep(chance.uniform(0.3, 1.5))
    if chance.random() < 0.75:
        with telegram.subscribe() as listener, suppress(TimeoutError):
            await asyncio.wait_for(anext(listener), 2)
        await asyncio.sleep(chance.uniform(0, 0.015))
