"""Rows 6 and 7: the questions of `/stats` at a million subscribers, from the rollups, against DuckDB over Parquet."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bench.books import Books, books
from bench.result import Result
from bench.spent import Spent, best
from bench.year.script import FUNNEL
from bench.year.walks import DAYS, FIRST_DAY
from funnels.analytics.period import EVER, last_days
from funnels.analytics.question import Cell, Question
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


def measure() -> list[Result]:
    """Each question is asked of both in turns."""
    return asyncio.run(_measure())


async def _measure() -> list[Result]:
    async with books(PEOPLE) as made:
        results = [await _counts(made, words, question) for words, question in QUESTIONS.items()]
        return results + [await _lengths(made, words, QUESTIONS[words]) for words in ("90 days", "all time")]


async def _counts(made: Books, words: str, question: Question) -> Result:
    """Reached, passed and lost of every stage, which must be the same in both."""
    key = "source, stage" if question.split else "stage"
    where, started = _where(question), key.replace("stage", "''")
    ours, found = await _ours(made, lambda conn: _counted(conn, question))
    theirs, rows = await best(
        ROUNDS,
        made.peer(
            f"SELECT {key}, count(*), count(passed), count(*) FILTER (passed IS NULL AND left_ IS NOT NULL)"
            f" FROM passages WHERE {where} GROUP BY ALL"
            f" UNION ALL SELECT {started}, count(*), 0, 0 FROM journeys WHERE {where} GROUP BY ALL"
        ),
    )
    if found != set(rows):
        raise SystemExit(f"stats, {words}: the rollups do not say what DuckDB says")
    return Result(
        name=f"/stats of a million, {words}: processor time",
        figure=f"{ours.processor:.1f} ms",
        target=f"≤ {MOST_MS:.0f} ms, ≤ DuckDB",
        reached=ours.processor <= min(MOST_MS, theirs.processor),
        raw=f"{ours.wall:.1f} ms on the clock; DuckDB over Parquet {theirs.processor:.1f} ms, "
        f"the same {len(rows)} rows; {made.made}",
    )


async def _counted(conn: AsyncConnection, question: Question) -> set[Row]:
    if question.split is None:
        return {(stage, *vars(count).values()) for stage, count in (await stage_counts(conn, question)).items()}
    found = await split_counts(conn, question)
    return {(value, stage, *vars(count).values()) for value, of in found.items() for stage, count in of.items()}


async def _lengths(made: Books, words: str, question: Question) -> Result:
    """Median and 90th percentile of every stage, against the exact ones."""
    ours, found = await _ours(made, lambda conn: stage_lengths(conn, question))
    theirs, rows = await best(
        ROUNDS,
        made.peer(
            "SELECT stage, quantile_cont(passed - reached, 0.5) / 1e6, quantile_cont(passed - reached, 0.9) / 1e6"
            f" FROM passages WHERE passed IS NOT NULL AND {_where(question)} GROUP BY stage"
        ),
    )
    error = max(
        max(abs(found[stage].median_seconds / median - 1), abs(found[stage].p90_seconds / p90 - 1))
        for stage, median, p90 in rows
    )
    return Result(
        name=f"stage lengths of a million, {words}: processor time",
        figure=f"{ours.processor:.1f} ms, {error:.1%} off",
        target=f"≤ {MOST_LENGTHS_MS:.0f} ms, ≤ {MOST_ERROR:.0%} off",
        reached=ours.processor <= MOST_LENGTHS_MS and error <= MOST_ERROR,
        raw=f"{ours.wall:.1f} ms on the clock; DuckDB over Parquet {theirs.processor:.1f} ms, "
        f"exact; median and 90th percentile of {len(rows)} stages",
    )


async def _ours(made: Books, ask: Callable[[AsyncConnection], Awaitable[Any]]) -> tuple[Spent, Any]:
    async def work() -> Any:
        async with made.database.read() as conn:
            return await ask(conn)

    return await best(ROUNDS, work)


def _where(question: Question) -> str:
    conditions = ["run = 1"]
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
