"""Rows 6 and 7: the questions of `/stats` at a million subscribers, from the rollups, against DuckDB over Parquet."""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import duckdb
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.history import DAYS, FIRST_DAY, FUNNEL, live, roll_up
from bench.result import Result
from funnels.analytics.period import EVER, last_days
from funnels.analytics.question import Cell, Question
from storage.database import Database
from storage.days import date_of
from storage.queries.lengths import stage_lengths
from storage.queries.span import midnight
from storage.queries.stages import split_counts, stage_counts
from storage.types import micros

PEOPLE = 1_000_000
ROUNDS = 15
MOST_MS = 20.0
MOST_LENGTHS_MS = 200.0
MOST_ERROR = 0.02

NINETY = last_days(90, date_of(FIRST_DAY + DAYS - 1))
QUESTIONS = {
    "90 days": Question(funnel=FUNNEL, period=NINETY),
    "all time": Question(funnel=FUNNEL),
    "90 days, one source": Question(funnel=FUNNEL, period=NINETY, only=Cell(slice="source", value="vk-may")),
    "90 days by source": Question(funnel=FUNNEL, period=NINETY, split="source"),
}

Row = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Books:
    """The same facts in both."""

    database: Database
    duck: duckdb.DuckDBPyConnection
    made: str
    """Of what they are made."""


def measure() -> list[Result]:
    """The facts are made first; then each question is asked of both in turns."""
    with tempfile.TemporaryDirectory(prefix="voronka-bench-") as folder:
        return asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> list[Result]:
    database = await Database.open(f"sqlite:///{folder}/bench.db")
    try:
        duck, made = await _make(folder)
        books = Books(database=database, duck=duck, made=made)
        results = [await _counts(books, words, question) for words, question in QUESTIONS.items()]
        results += [await _lengths(books, words, QUESTIONS[words]) for words in ("90 days", "all time")]
        return results
    finally:
        await database.close()


async def _make(folder: Path) -> tuple[duckdb.DuckDBPyConnection, str]:
    """The facts as Parquet for DuckDB, what follows from them as rollups for us, and of what they are made."""
    with duckdb.connect() as maker:
        print(f"stats: a year of {PEOPLE:,} people …", file=sys.stderr)
        entries = live(maker, PEOPLE)
        for name in ("journeys", "passages"):
            maker.execute(f"COPY {name} TO '{folder}/{name}.parquet'")
        await asyncio.to_thread(roll_up, maker, folder / "bench.db")
    duck = duckdb.connect(config={"threads": 1})
    for name in ("journeys", "passages"):
        duck.execute(f"CREATE VIEW {name} AS SELECT * FROM '{folder}/{name}.parquet'")
    return duck, f"{PEOPLE:,} people, {entries:,} entries"


async def _counts(books: Books, words: str, question: Question) -> Result:
    """Reached, passed and lost of every stage, which must be the same in both."""
    key = "source, stage" if question.split else "stage"
    where, started = _where(question), key.replace("stage", "''")
    ours, found = await _ours(books.database, lambda conn: _counted(conn, question))
    theirs, rows = _theirs(
        books.duck,
        f"SELECT {key}, count(*), count(passed), count(*) FILTER (passed IS NULL AND left_ IS NOT NULL)"
        f" FROM passages WHERE {where} GROUP BY ALL"
        f" UNION ALL SELECT {started}, count(*), 0, 0 FROM journeys WHERE {where} GROUP BY ALL",
    )
    if found != set(rows):
        raise SystemExit(f"stats, {words}: the rollups do not say what DuckDB says")
    return Result(
        name=f"/stats of a million, {words}: processor time",
        figure=f"{ours:.1f} ms",
        target=f"≤ {MOST_MS:.0f} ms, ≤ DuckDB",
        reached=ours <= min(MOST_MS, theirs),
        raw=f"DuckDB over Parquet {theirs:.1f} ms, the same {len(rows)} rows; {books.made}",
    )


async def _counted(conn: AsyncConnection, question: Question) -> set[Row]:
    if question.split is None:
        return {(stage, *vars(count).values()) for stage, count in (await stage_counts(conn, question)).items()}
    found = await split_counts(conn, question)
    return {(value, stage, *vars(count).values()) for value, of in found.items() for stage, count in of.items()}


async def _lengths(books: Books, words: str, question: Question) -> Result:
    """Median and 90th percentile of every stage, against the exact ones."""
    ours, found = await _ours(books.database, lambda conn: stage_lengths(conn, question))
    theirs, rows = _theirs(
        books.duck,
        "SELECT stage, quantile_cont(passed - reached, 0.5) / 1e6, quantile_cont(passed - reached, 0.9) / 1e6"
        f" FROM passages WHERE passed IS NOT NULL AND {_where(question)} GROUP BY stage",
    )
    error = max(
        max(abs(found[stage].median_seconds / median - 1), abs(found[stage].p90_seconds / p90 - 1))
        for stage, median, p90 in rows
    )
    return Result(
        name=f"stage lengths of a million, {words}: processor time",
        figure=f"{ours:.1f} ms, {error:.1%} off",
        target=f"≤ {MOST_LENGTHS_MS:.0f} ms, ≤ {MOST_ERROR:.0%} off",
        reached=ours <= MOST_LENGTHS_MS and error <= MOST_ERROR,
        raw=f"DuckDB over Parquet {theirs:.1f} ms, exact; median and 90th percentile of {len(rows)} stages",
    )


async def _ours(database: Database, ask: Callable[[AsyncConnection], Any]) -> tuple[float, Any]:
    """Processor time of the best round in milliseconds, for what else the machine does only adds; what was found."""
    rounds, found = [], None
    for _ in range(ROUNDS):
        async with database.read() as conn:
            began = time.process_time()
            found = await ask(conn)
            rounds.append(time.process_time() - began)
    return min(rounds) * 1000, found


def _theirs(duck: duckdb.DuckDBPyConnection, query: str) -> tuple[float, list[Row]]:
    """The same."""
    rounds: list[float] = []
    rows: list[Row] = []
    for _ in range(ROUNDS):
        began = time.process_time()
        rows = duck.execute(query).fetchall()
        rounds.append(time.process_time() - began)
    return min(rounds) * 1000, rows


def _where(question: Question) -> str:
    conditions = ["true"]
    if question.period != EVER:
        assert question.period.first is not None
        assert question.period.last is not None
        first, last = (
            micros(midnight(day, UTC)) for day in (question.period.first, question.period.last + timedelta(days=1))
        )
        conditions.append(f"started >= {first} AND started < {last}")
    if question.only:
        conditions.append(f"source = '{question.only.value}'")
    return " AND ".join(conditions)
