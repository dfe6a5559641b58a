"""SQLite for the peers as Voronka has it: a write-ahead log, every commit on the disk, patience."""

from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "busy_timeout": "30000",
    "foreign_keys": "ON",
    "temp_store": "MEMORY",
}


def durable(engine: Engine) -> None:
    """Let every connection of this engine begin with them."""

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for name, value in PRAGMAS.items():
            cursor.execute(f"PRAGMA {name}={value}")
        cursor.close()
