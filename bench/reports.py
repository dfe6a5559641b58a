"""Every report read at a million people, and `/people`: an owner waits for them, so half a second is the most.

The figures of the reports are those of DuckDB's own count of the walks and of the product's count of the rest; at a
tenth of the size all of them are counted anew and compared row by row.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from bench.books import END, ZONE, Books, books
from bench.peers import PEERS
from bench.result import Result
from bench.spent import Spent, best
from bench.year.script import FUNNEL
from bench.year.walks import DAYS, FIRST_DAY
from bot.reports.catalogue import REPORTS
from bot.reports.report import Asked
from bot.scripts import newest
from funnels.analytics.period import EVER, Period, last_days
from funnels.analytics.question import Question
from storage.days import date_of, number_of
from storage.queries import people
from storage.queries.standing import standing, standing_at
from storage.recount.recount import differences
from storage.rollups.table import ROLLUPS

PEOPLE = 1_000_000
COMPARED = 100_000
"""A full recount of a million takes too long to wait for."""

ROUNDS = 3
MOST_MS = 500.0
PERIODS = {"90 days": last_days(90, date_of(FIRST_DAY + DAYS - 1)), "all time": EVER}

Work = Callable[[], Awaitable[Any]]


def measure() -> list[Result]:
    """Each report in turn; then what is kept is counted anew."""
    return asyncio.run(_measure())


async def _measure() -> list[Result]:
    async with books(PEOPLE) as million:
        results = await _reports(million) + await _people(million)
    async with books(COMPARED) as fewer:
        return [*results, await _exact(fewer)]


async def _reports(million: Books) -> list[Result]:
    scripts = await newest(million.database, timezone=ZONE.key)
    results: list[Result] = []
    stats: dict[str, Spent] = {}
    for name, read in REPORTS.items():
        for words, period in PERIODS.items():
            question = Question(funnel=FUNNEL, period=period)
            asked = Asked(database=million.database, scripts=scripts, question=question, words="", now=END, zone=ZONE)
            spent = await _spent(f"/{name}, {words}", partial(read, asked))
            stats.setdefault(words, spent)
            peer = await _peer(million, name, period) or f"{spent.processor / stats[words].processor:.0f} times /stats"
            results.append(_result(f"/{name} of a million, {words}", spent, peer))
    return results


async def _people(million: Books) -> list[Result]:
    def reading(query: Callable[..., Awaitable[Any]], *arguments: Any, **named: Any) -> Work:
        async def read() -> None:
            async with million.database.read() as conn:
                await query(conn, *arguments, **named)

        return read

    everybody = Question(funnel=FUNNEL, again=True)
    asked = {
        "where they stand": reading(standing, everybody, ZONE),
        "who stands anywhere": reading(standing_at, everybody, ZONE, most=8),
        "who stands in a stage": reading(standing_at, everybody, ZONE, "quiz", most=8),
        "a name": reading(people.found, "Person 1000000500", skip=0, most=8),
        "an id": reading(people.found, "1000000500", skip=0, most=8),
    }
    return [
        _result(f"/people of a million, {words}", await _spent(f"/people, {words}", read), f"best of {ROUNDS} rounds")
        for words, read in asked.items()
    ]


async def _exact(fewer: Books) -> Result:
    """All rollups against the facts; those of the walks were reckoned by DuckDB."""
    async with fewer.database.read() as conn:
        rows = [len(await rollup.kept(conn)) for rollup in ROLLUPS]
        different = await differences(conn, fewer.counting, lambda _what, _done: None)
    return Result(
        name="rows of the rollups that differ from a recount",
        figure=str(len(different)),
        target="0",
        reached=not different,
        raw=f"of {sum(rows):,} rows in {len(rows)} rollups; {fewer.made}",
    )


async def _spent(what: str, work: Work) -> Spent:
    print(f"reports: {what} …", file=sys.stderr)
    spent, _ = await best(ROUNDS, work)
    return spent


def _result(name: str, spent: Spent, peer: str) -> Result:
    """Judged by the processor's time, to which other work on the machine adds least."""
    return Result(
        name=name,
        figure=f"{spent.processor:.0f} ms",
        target=f"≤ {MOST_MS:.0f} ms of the processor",
        reached=spent.processor <= MOST_MS,
        raw=f"{spent.wall:.0f} ms on the clock; {peer}",
    )


async def _peer(million: Books, name: str, period: Period) -> str:
    """How long DuckDB takes for the same facts; empty: there is no simple query for that."""
    if name not in PEERS:
        return ""
    days = "true"
    if period.first and period.last:
        days = f"started // 86400000000 BETWEEN {number_of(period.first)} AND {number_of(period.last)}"
    spent, _ = await best(ROUNDS, million.peer(PEERS[name].replace("$asked", days)))
    return f"one query of DuckDB over Parquet {spent.processor:.0f} ms"
