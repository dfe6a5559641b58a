"""The same year as a database of the bot's and as Parquet for DuckDB; made once where `BENCH_FOLDER` keeps it."""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from bench.year.fill import fill_facts, fill_rollups
from bench.year.walks import DAYS, FIRST_DAY, live
from bot.counting import counting_in
from bot.scripts import kept_catalogue
from storage.database import Database
from storage.days import date_of
from storage.queries.span import midnight
from storage.recount.recount import catch_up
from storage.slices import Counting

ZONE = ZoneInfo("UTC")
END = midnight(date_of(FIRST_DAY + DAYS), UTC)
"""The moment at which the year is over."""

_TABLES = ("journeys", "passages", "bought", "paid", "given_back", "happened", "came")


@dataclass(frozen=True, kw_only=True)
class Books:
    """The same facts in both."""

    database: Database
    counting: Counting
    duck: duckdb.DuckDBPyConnection
    """One thread; a view for each table of `bench.year`."""
    made: str
    """Of what they are made."""

    def peer(self, query: str) -> Callable[[], Awaitable[list[tuple[Any, ...]]]]:
        """The work of asking DuckDB."""

        async def work() -> list[tuple[Any, ...]]:
            return self.duck.execute(query).fetchall()

        return work


@asynccontextmanager
async def books(people: int) -> AsyncIterator[Books]:
    """A year of so many people, with everything that is counted of it."""
    with _folder() as folder:
        kept = folder / f"year-{people}"
        if not (kept / "made").exists():
            await _make(kept, people)
        database = await Database.open(f"sqlite:///{kept}/bench.db")
        try:
            counting = await _counting(database)
            await catch_up(database, counting, END, _Telling())  # a kept year may be of a version that counted less
            with duckdb.connect(config={"threads": 1}) as duck:
                for name in _TABLES:
                    duck.execute(f"CREATE VIEW {name} AS SELECT * FROM '{kept}/{name}.parquet'")
                yield Books(
                    database=database,
                    counting=counting,
                    duck=duck,
                    made=(kept / "made").read_text(encoding="utf-8"),
                )
        finally:
            await database.close()


@contextmanager
def _folder() -> Iterator[Path]:
    if kept := os.environ.get("BENCH_FOLDER"):
        yield Path(kept)
    else:
        with tempfile.TemporaryDirectory(prefix="voronka-bench-") as folder:
            yield Path(folder)


async def _make(folder: Path, people: int) -> None:
    """The walks' rollups are DuckDB's, which is quick and another program; the others are counted when it is opened."""
    file = await asyncio.to_thread(_emptied, folder)
    database = await Database.open(f"sqlite:///{file}")
    await database.close()
    print(f"year: {people:,} people …", file=sys.stderr)
    made = await asyncio.to_thread(_fill, folder, file, people)
    (folder / "made").write_text(made, encoding="utf-8")


def _emptied(folder: Path) -> Path:
    """The file of the database, which is not there; a run may have ended in the middle."""
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob("bench.db*"):
        leftover.unlink()
    return folder / "bench.db"


def _fill(folder: Path, file: Path, people: int) -> str:
    with duckdb.connect() as duck:
        entries = live(duck, people)
        fill_facts(duck, file)
        fill_rollups(duck, file)
        for name in _TABLES:
            duck.execute(f"COPY {name} TO '{folder}/{name}.parquet'")
    return f"{people:,} people, {entries:,} entries"


async def _counting(database: Database) -> Counting:
    return counting_in(ZONE.key, await kept_catalogue(database, timezone=ZONE.key))


class _Telling:
    """Names what is being counted, once."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def __call__(self, what: str, _done: float) -> None:
        if what not in self._told:
            self._told.add(what)
            print(f"year: {what} is counted …", file=sys.stderr)
