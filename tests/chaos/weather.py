"""What happens to the bot during a walk: nothing, or everything.

Where in the walk it happens is drawn from what the walk in peace was like, so that most of it falls on busy moments.
"""

import asyncio
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Literal

from sqlalchemy import text

from bot.tasks import spawn
from storage.sqlite import BUSY_MILLISECONDS
from tests.bot.world import until

from .killed_bot import KilledBot
from .storm import BURST, SOMETIMES, Storm

Trouble = Literal["kill", "burst", "full", "locked", "long locked", "cut"]
"""`full` and `long locked` are of SQLite, `cut` of PostgreSQL; both can be `locked`."""

Plan = Mapping[datetime, Sequence[Trouble]]

FULL = "database or disk is full"
LOCKED = "database is locked"

_CUT = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)

LOCKED_FOR = 4.0
"""Seconds at most that another process keeps the database from a bot without patience."""

BURSTS = 0.15
"""At which share of the moments Telegram has a bad day."""

A_WALK = 3600.0
"""Seconds no walk lasts."""

AGAIN = 0.15
"""How often a bot that has been killed is killed once more while it starts."""


class Peace:
    """Nothing is done to the bot."""

    async def begins(self, moment: datetime) -> None:
        """Nothing happens."""

    async def ends(self) -> None:
        """Nothing did."""


def planned(
    moments: Sequence[datetime], messages: Sequence[int], chance: Random, troubles: Mapping[Trouble, int]
) -> Plan:
    """So many of each trouble, most at moments with many messages; bursts at any, and what takes a while not late."""
    plan: dict[datetime, list[Trouble]] = defaultdict(list)
    sent = [after - before for before, after in zip((0, *messages), messages, strict=False)]
    busy = [count + 0.2 for count in sent]
    for moment in moments:
        if chance.random() < BURSTS:
            plan[moment].append("burst")
    for trouble, times in troubles.items():
        among = len(moments) if trouble == "kill" else len(moments) * 2 // 3
        for moment in chance.choices(moments[:among], weights=busy[:among], k=times):
            plan[moment].append(trouble)
    return plan


@dataclass(kw_only=True)
class Chaos:
    """Everything that is planned, at its moment."""

    bot: KilledBot
    storm: Storm
    chance: Random
    plan: Plan
    file: Path | None
    """The database's file, where it is one."""
    met: Counter[str] = field(default_factory=Counter)
    """What happened, and how often."""
    _going_on: set["asyncio.Task[None]"] = field(default_factory=set)

    async def begins(self, moment: datetime) -> None:
        """Begin what belongs to the moment; what is longer than a moment goes on by itself."""
        troubles = self.plan.get(moment, ())
        self.storm.begins(BURST if "burst" in troubles else SOMETIMES)
        for trouble in troubles:
            if trouble == "kill":
                await self._kills()
            elif trouble == "full":
                self._begin(self._fills_the_disk())
            elif trouble == "cut":
                self._begin(self._cuts())
            elif trouble != "burst":
                self._begin(self._locks(self.file, for_long=trouble == "long locked") if self.file else self._holds())

    async def ends(self) -> None:
        """What goes on is over; raises what went wrong with the troubles themselves."""
        for task in self._going_on:
            task.cancel()
        for outcome in await asyncio.gather(*self._going_on, return_exceptions=True):
            if isinstance(outcome, Exception):
                raise outcome

    def _begin(self, trouble: Coroutine[None, None, None]) -> None:
        self._going_on.add(spawn(trouble, name="trouble"))

    async def _kills(self) -> None:
        """After some of what happens, or the next moment; now and then once more, while the bot starts again."""
        with self.bot.telegram.subscribe() as listener, suppress(TimeoutError):
            async with asyncio.timeout(1.5):
                for _ in range(self.chance.randrange(6)):
                    await anext(listener)
        await asyncio.sleep(self.chance.uniform(0, 0.015))
        await self._kill()
        if self.chance.random() < AGAIN:
            await asyncio.sleep(self.chance.uniform(0, 0.8))
            await self._kill()

    async def _kill(self) -> None:
        await self.bot.kill()
        self.bot.start()
        self.met["kills"] += 1

    async def _fills_the_disk(self) -> None:
        """Until the bot has noticed, and a little longer; a new process finds room again, so it is filled again."""
        log = self.bot.log_length
        while not self.bot.logged(FULL, log):
            start = self.bot.starts
            await self._suffers("full", start)
            await until(lambda: self.bot.starts != start or self.bot.logged(FULL, log) > 0, within=A_WALK)  # noqa: B023  # called here
        await asyncio.sleep(self.chance.uniform(0.2, 1))
        await self._suffers("not-full", start)
        self.met["disk full"] += 1

    async def _locks(self, file: Path, *, for_long: bool) -> None:
        """Another process writes for longer than the bot waits; without patience, or longer than its patience lasts."""
        log = self.bot.log_length
        longest = BUSY_MILLISECONDS / 1000 + LOCKED_FOR if for_long else LOCKED_FOR
        while not self.bot.logged(LOCKED, log):
            start = self.bot.starts
            if not for_long:
                await self._suffers("impatient", start)
            with closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as other, suppress(TimeoutError):
                await until(lambda: _begins(other), within=longest)  # called here
                await until(lambda: self.bot.logged(LOCKED, log) > 0, within=longest)
                await asyncio.sleep(self.chance.uniform(0, 0.3))
            if not for_long:
                await self._suffers("patient", start)
        self.met["database locked"] += 1

    async def _holds(self) -> None:
        """Another session of the server keeps the tables that everything goes through."""
        async with self.bot.database.write() as other:
            await other.execute(text("LOCK TABLE journeys, outbox IN ACCESS EXCLUSIVE MODE"))
            await asyncio.sleep(self.chance.uniform(0.5, 2))
        self.met["database locked"] += 1

    async def _cuts(self) -> None:
        """The server ends every connection, as when it is restarted."""
        async with self.bot.database.write() as other:
            await other.execute(_CUT)
        self.met["database connections cut"] += 1

    async def _suffers(self, trouble: str, start: int) -> None:
        """Tell the bot, again and again while it is the same process and cannot hear."""
        heard = False
        while not heard and self.bot.starts == start:
            heard = await self.bot.suffers(trouble)
            await asyncio.sleep(0.01)


def _begins(other: sqlite3.Connection) -> bool:
    """Whether it is the other process's turn to write; it does not wait, for this process has other things to do."""
    try:
        other.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        return False
    return True
