"""Very many people who all stand where one stands: copies of that one's rows, made in the database at once."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from bench.bots import QUESTION, REMINDER, script
from bench.bots.voronka import settings_of
from bench.process import write_script
from bot.app import running
from bot.clock import MovedClock
from bot.preview.telegram import Limits, StandIn
from bot.preview.telegram.chats import Chat
from storage.tables import metadata
from storage.types import micros

FIRST = 1_000_000
DAY = timedelta(days=1)
MONTH = 30 * DAY


class Town(StandIn):
    """A Telegram in which all of a crowd have let the bot in; what it tells them is not kept."""

    def __init__(self, limits: Limits | None = None) -> None:
        super().__init__(limits=limits)
        self.updates.next_id += 1_000_000  # the bot has seen the first ones, when the crowd gathered

    def chat(self, chat_id: str) -> Chat:
        """As a stand-in's; one of the crowd has a chat for this moment only."""
        if not chat_id.isdecimal() or int(chat_id) < FIRST:
            return super().chat(chat_id)
        passing = Chat({"id": int(chat_id), "first_name": "Анна"})
        passing.started = True
        return passing


def copying(table: str, row: str, many: int, changed: Mapping[str, str]) -> str:
    """The statement that copies a row so many times; `i` is the number of the copy, from 0, in what is `changed`."""
    columns = metadata.tables[table].columns.keys()
    values = ", ".join(changed.get(name, name) for name in columns)
    return (
        f"WITH RECURSIVE copies(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM copies WHERE i < {many - 1}) "
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table}, copies WHERE {row}"
    )


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """People in the database of a bot's folder: each was asked a question and gets a follow-up in a month."""

    folder: Path
    people: int

    @classmethod
    async def gather(cls, folder: Path, people: int) -> Self:
        """So many people in an empty folder; the bot they have talked to is over."""
        write_script(folder, script(followed=True))
        clock = MovedClock(-2 * DAY)
        async with (
            StandIn() as telegram,
            running(settings_of(telegram.url, telegram.token, folder), clock=clock),
        ):
            reminded, waiting = telegram.person(), telegram.person()
            await reminded.starts()
            await reminded.sees(QUESTION)
            clock.ahead += DAY
            await reminded.sees(REMINDER)
            await waiting.starts()
            await waiting.sees(QUESTION)
        crowd = cls(folder=folder, people=people)
        crowd._fill(waiting.id)
        return crowd

    def _fill(self, person: int) -> None:
        in_a_month = str(micros(datetime.now(UTC) + MONTH))
        one = f"{FIRST} + i"
        with self._changing() as database:
            ((journey,),) = database.execute("SELECT id FROM journeys WHERE subscriber_id = ?", (person,))
            self._copy(database, "subscribers", f"id = {person}", id=one)
            self._copy(database, "journeys", f"id = {journey}", id=one, subscriber_id=one)
            self._copy(database, "timers", f"journey_id = {journey}", id=one, journey_id=one, due_at=in_a_month)
            database.execute("DELETE FROM timers WHERE journey_id < ?", (FIRST,))

    def has_due(self, people: int, at: datetime) -> None:
        """So many of them get the follow-up at this moment (UTC)."""
        with self._changing() as database:
            database.execute("UPDATE timers SET due_at = ? WHERE journey_id < ?", (micros(at), FIRST + people))

    def has_none(self, people: int) -> None:
        """So many of them get no follow-up."""
        with self._changing() as database:
            database.execute("DELETE FROM timers WHERE journey_id < ?", (FIRST + people,))

    def has_queued(self, people: int) -> None:
        """The follow-ups of so many of them stand in the outbox, their timers have fired."""
        one, copied = f"{FIRST} + i", "purpose = 'follow_up'"
        sent = {"finished_at": "NULL", "claimed_at": "NULL", "message_id": "NULL", "status": "'pending'"}
        with self._changing() as database:
            self._copy(database, "outbox", copied, people, id=one, chat_id=one, journey_id=one, **sent)
            database.execute("DELETE FROM timers WHERE journey_id < ?", (FIRST + people,))

    def reads(self, query: str) -> tuple[Any, ...]:
        """The one row this query finds, also while the bot runs."""
        with closing(sqlite3.connect(self.file)) as database:
            (row,) = database.execute(query)
            return tuple(row)

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / "bench.db"

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, of which nothing has to survive an accident; everything is in the file itself afterwards."""
        with closing(sqlite3.connect(self.file, isolation_level=None)) as database:
            database.execute("PRAGMA synchronous=OFF")
            database.execute("PRAGMA cache_size=-500000")
            database.execute("BEGIN")
            yield database
            database.execute("COMMIT")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _copy(self, database: sqlite3.Connection, table: str, row: str, many: int = 0, **changed: str) -> None:
        """Copy a row so many times, or once for each."""
        database.execute(copying(table, row, many or self.people, changed))
