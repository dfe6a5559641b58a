"""A database that has the schema and nothing else is filled with the year."""

import sqlite3
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb

from bench.year import deeds, money
from bench.year.rollups import ROLLUPS
from bench.year.script import FUNNEL, VERSIONS, script

_PORTION = 50_000


def fill_facts(duck: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Everything that happened; `bench.year.walks.live` has been called."""
    with _filling(file) as connection:
        rows = [(FUNNEL, version, script(version), version) for version in VERSIONS]
        connection.executemany("INSERT INTO script_versions VALUES (?, ?, ?, ?)", rows)
        duck.execute(money.PREPARING)
        duck.execute(deeds.PREPARING)
        _fill(duck, connection, deeds.FACTS)
        _fill(duck, connection, money.FACTS)


def fill_rollups(duck: duckdb.DuckDBPyConnection, file: Path) -> None:
    """What `bench.year.rollups` has, as counted in the days of UTC."""
    with _filling(file) as connection:
        _fill(duck, connection, ROLLUPS)
        rows = [(name, "UTC") for name in ("cells", *ROLLUPS)]
        connection.executemany("INSERT INTO rollup_state VALUES (?, ?)", rows)


@contextmanager
def _filling(file: Path) -> Iterator[sqlite3.Connection]:
    """One transaction, of which nothing has to survive an accident; indexes are made anew when all is there."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-500000")
        connection.execute("BEGIN")
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> ''"
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        yield connection
        for name, sql in indexes:
            began = time.monotonic()
            connection.execute(sql)
            _tell(name, began)
        connection.execute("COMMIT")


def _fill(duck: duckdb.DuckDBPyConnection, connection: sqlite3.Connection, queries: Mapping[str, str]) -> None:
    for table, query in queries.items():
        began = time.monotonic()
        found = duck.execute(query.replace("$funnel", f"'{FUNNEL}'"))
        columns = [column for column, *_ in found.description or ()]
        insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        while portion := found.fetchmany(_PORTION):
            connection.executemany(insert, portion)
        _tell(table, began)


def _tell(what: str, began: float) -> None:
    """Only of what takes long."""
    if (took := time.monotonic() - began) > 1:
        print(f"year: {what} {took:.0f} s", file=sys.stderr)
