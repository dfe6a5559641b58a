"""How Voronka uses SQLite: a write-ahead log, one writer at a time, readers who see one moment and never wait.

The driver's own transactions begin too late (a write after a read can fail or lose an update), so every transaction
is begun here by hand.
"""

from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.address import Address

BUSY_MILLISECONDS = 5_000
"""How long to wait for another process, such as a backup, before giving up."""

READERS = 4


def sqlite_engines(address: Address, synchronous: str) -> tuple[AsyncEngine, AsyncEngine]:
    """The writing engine, with one connection, and the reading one."""
    pragmas = {"busy_timeout": str(BUSY_MILLISECONDS), "foreign_keys": "ON", "temp_store": "MEMORY"}
    writer = _engine(
        address, 1, "BEGIN IMMEDIATE", {**pragmas, "journal_mode": "WAL", "synchronous": synchronous}
    )
    reader = _engine(address, READERS, "BEGIN", {**pragmas, "query_only": "ON"})
    return writer, reader


def _engine(address: Address, connections: int, begin: str, pragmas: dict[str, str]) -> AsyncEngine:
    engine = create_async_engine(
        address.url, pool_size=connections, max_overflow=0, connect_args={"isolation_level": None}
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
