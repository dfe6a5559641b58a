"""The bot's database behind its back: read and changed by connections of the test's own, on either kind of database."""

import asyncio
import re
import sqlite3
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import asyncpg

Rows = list[tuple[Any, ...]]


class Behind(Protocol):
    """One database."""

    url: str

    def rows(self, query: str, *values: object) -> Rows:
        """What a query finds; each `?` stands for a value."""

    def change(self, statement: str) -> None:
        """Do something to it, between two of the bot's transactions."""

    def refuse(self, table: str, when: str) -> None:
        """Take no row of which this holds (it is called NEW), as a fault of the program's would not be taken."""

    def take_again(self) -> None:
        """No more refusing."""


class BehindSqlite:
    """A file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.url = f"sqlite:///{file}"

    def rows(self, query: str, *values: object) -> Rows:
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as connection:
            return connection.execute(query, values).fetchall()

    def change(self, statement: str) -> None:
        with closing(sqlite3.connect(self.file)) as connection, connection:
            connection.execute(statement)

    def refuse(self, table: str, when: str) -> None:
        said = "BEGIN SELECT RAISE(ABORT, 'no'); END"
        self.change(f"CREATE TRIGGER refused BEFORE INSERT ON {table} WHEN {when} {said}")

    def take_again(self) -> None:
        self.change("DROP TRIGGER refused")


class BehindPostgres:
    """A database of a server."""

    def __init__(self, url: str) -> None:
        self.url = url

    def rows(self, query: str, *values: object) -> Rows:
        numbers = count(1)
        numbered = re.sub(r"\?", lambda _: f"${next(numbers)}", query)
        return [tuple(row) for row in self._beside(self._fetch(numbered, values))]

    def change(self, statement: str) -> None:
        self._beside(self._fetch(statement, ()))

    def refuse(self, table: str, when: str) -> None:
        said = "$$BEGIN RAISE check_violation USING MESSAGE = 'no'; END$$"
        self.change(f"CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS {said}")
        self.change(
            f"CREATE TRIGGER refused BEFORE INSERT ON {table} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION refuse()"
        )

    def take_again(self) -> None:
        self.change("DROP FUNCTION refuse CASCADE")

    @staticmethod
    def _beside(work: Coroutine[Any, Any, list[Any]]) -> list[Any]:
        """In a thread with a loop of its own: the test waits, and needs no `await` for it."""
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, work).result()

    async def _fetch(self, query: str, values: tuple[object, ...]) -> list[Any]:
        connection = await asyncpg.connect(self.url)
        try:
            return await connection.fetch(query, *values)
        finally:
            await connection.close()
