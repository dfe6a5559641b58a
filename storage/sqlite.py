"""How Voronka uses SQLite: a write-ahead log, one writer at a time, readers who see one moment.

The driver's own transactions begin too late (a write after a read can fail or lose an update), so every one
is begun here by hand.
"""

import sqlite3
from contextlib import closing
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage import inline
from storage.address import Address

BUSY_MILLISECONDS = 30_000
"""How long to wait for another process, such as one that migrates, before giving up."""

SWITCHING_SECONDS = 0.02

READERS = 4


def make_ready(address: Address) -> None:
    """Make the file and its folder where they are missing, and switch the write-ahead log on, which stays on.

    What is wrong with the file shows here, in an OSError or the driver's error, before any connection is kept.
    """
    address.file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(address.file, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000)) as connection:
        _switch_log_on(connection)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")


def _switch_log_on(connection: sqlite3.Connection) -> None:
    """SQLite does not wait where two processes switch the log on at once, so the one that loses tries again."""
    patience = monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > patience:
                raise
            sleep(SWITCHING_SECONDS)
        else:
            return


def sqlite_engines(address: Address, synchronous: str) -> tuple[AsyncEngine, AsyncEngine]:
    """The writing engine, with one connection, and the reading one."""
    pragmas = {"busy_timeout": str(BUSY_MILLISECONDS), "foreign_keys": "ON", "temp_store": "MEMORY"}
    writer = _engine(
        address,
        1,
        "BEGIN IMMEDIATE",
        {**pragmas, "synchronous": synchronous},
        {"async_creator_fn": inline.connect},
    )
    reader = _engine(address, READERS, "BEGIN", {**pragmas, "query_only": "ON"}, {})
    return writer, reader


def _engine(
    address: Address, connections: int, begin: str, pragmas: dict[str, str], options: dict[str, Any]
) -> AsyncEngine:
    engine = create_async_engine(
        address.url,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,  # errors are logged, and what is written may be a name or an address
        connect_args={"isolation_level": None, **options},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for name, value in pragmas.items():
            cursor.execute(f"PRAGMA {name}={value}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
