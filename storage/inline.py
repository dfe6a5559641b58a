"""The writing connection of SQLite runs its short statements at once, and only what may wait in its thread.

aiosqlite hands every call to a thread and waits for it, whatever the call does, and SQLAlchemy makes about four
calls a statement: a batch of a dozen statements spends more time changing threads than in the database. BEGIN, which
may wait for another process, and COMMIT, which waits for the disk, still go to the thread.
"""

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any

import aiosqlite

_WAITING_CALLS = frozenset({"commit", "close"})


class WritingConnection(aiosqlite.Connection):
    """One writer's connection; the engine's pool has no other."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if _may_wait(fn, args):
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]  # aiosqlite's own
        return fn(*args, **kwargs)


def _may_wait(fn: Callable[..., Any], args: tuple[Any, ...]) -> bool:
    name = getattr(fn, "__name__", "")
    if name in _WAITING_CALLS:
        return isinstance(getattr(fn, "__self__", None), sqlite3.Connection)
    return name == "execute" and str(args[0]).startswith("BEGIN")


def connect(database: str, **options: Any) -> WritingConnection:
    """What SQLAlchemy calls for a new connection; the loop and its own thread use it, never both at once."""
    connector = partial(sqlite3.connect, database, **{**options, "check_same_thread": False})
    connection = WritingConnection(connector, iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001  # as SQLAlchemy does for the connections it makes
    return connection
