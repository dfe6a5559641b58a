"""The director's hold on the bot: starts it, kills it, asks how it stands, and makes its database's life hard."""

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import select

from bot.preview.telegram import StandIn
from bot.web.server import free_port
from storage.database import Database
from storage.outside_tables import outbox
from tests.bot import crash_bot

from .bot_process import STATE, TROUBLE, State, run_on_shared_clock

OWNER = 1
RECOVERED = "messages in doubt after a crash"
"""What the bot logs when it has taken up what was claimed before."""

ANSWERS_WITHIN = 60.0
"""Seconds after which a bot that does not say how it stands counts as dead."""


@dataclass(kw_only=True)
class KilledBot:
    """One bot; `in_flight` are the messages that were claimed at each kill, by chat."""

    telegram: StandIn
    folder: Path
    database_url: str
    database: Database
    funnels: Path
    webhook: bool
    in_flight: list[Counter[int]] = field(default_factory=list)
    starts: int = 0
    _process: BaseProcess | None = None
    _claimed: frozenset[int] = frozenset()
    """Rows of the outbox that were claimed at the latest kill."""
    _log_before: int = 0
    """How long the log was at the latest start."""

    def __post_init__(self) -> None:
        self.log = self.folder / "bot.log"
        self.log.touch()
        self._port = free_port("127.0.0.1")
        self._session = aiohttp.ClientSession(
            f"http://127.0.0.1:{self._port}",
            timeout=aiohttp.ClientTimeout(total=ANSWERS_WITHIN),
            connector=aiohttp.TCPConnector(force_close=True),
        )

    def settings(self) -> dict[str, object]:
        webhook = {"webhook_url": f"http://127.0.0.1:{self._port}/telegram"} if self.webhook else {}
        return {
            "bot_token": self.telegram.token,
            "bot_api_url": self.telegram.url,
            "database_url": self.database_url,
            "funnels_dir": self.funnels,
            "owner_ids": [OWNER],
            "http_port": self._port,
            "digest": "off",
            "send_per_second": 1000,
            "send_per_chat_per_second": 1000,
            **webhook,
        }

    def start(self) -> None:
        self._process = crash_bot.process(run_on_shared_clock, self.settings(), self.folder / "clock", self.log)
        self._log_before = self.log_length
        self.starts += 1

    async def is_up(self) -> None:
        """Return when it says how it stands."""
        async with asyncio.timeout(ANSWERS_WITHIN):
            up = await self.state()
            while up is None:
                await asyncio.sleep(0.05)
                up = await self.state()

    @property
    def lives(self) -> bool:
        return self._process is not None and self._process.is_alive()

    async def kill(self) -> None:
        """SIGKILL; what was on its way is noted, but for what another process had left that this one never took up."""
        await self.end()
        async with self.database.read() as connection:
            rows = await connection.execute(select(outbox.c.id, outbox.c.chat_id).where(outbox.c.status == "claimed"))
            claimed = {row.id: row.chat_id for row in rows}
        left = frozenset() if self.logged(RECOVERED, self._log_before) else self._claimed
        self.in_flight.append(Counter(chat for row, chat in claimed.items() if row not in left))
        self._claimed = frozenset(claimed)

    async def end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if not process.is_alive():
            raise AssertionError(f"the bot has ended by itself:\n{self.log.read_text(encoding='utf-8')[-3000:]}")
        process.kill()
        await asyncio.to_thread(process.join)

    async def state(self) -> State | None:
        """What it says; None where it cannot say anything now."""
        with suppress(aiohttp.ClientError, TimeoutError):
            async with self._session.post(STATE) as answer:
                if answer.ok:
                    found: dict[str, Any] = await answer.json()
                    return State(**found)
        if self._process is not None and not self._process.is_alive():
            await self.end()
        return None

    async def suffers(self, trouble: str) -> bool:
        """One of the troubles of `bot_process` begins or ends; False where the bot could not be told."""
        with suppress(aiohttp.ClientError, TimeoutError):
            async with self._session.post(TROUBLE.format(name=trouble)) as answer:
                return answer.ok
        return False

    @property
    def log_length(self) -> int:
        return self.log.stat().st_size

    def logged(self, words: str, since: int = 0) -> int:
        """How often the bot has logged these words since the log was so long."""
        with self.log.open("rb") as log:
            log.seek(since)
            return log.read().count(words.encode())

    async def close(self) -> None:
        await self._session.close()
        if self.lives:
            await self.end()
