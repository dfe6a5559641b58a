"""One database, opened once: `write()` is a transaction that stands or falls, `read()` sees one moment."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Literal, Self

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.address import Address, Dialect, parse_address
from storage.errors import DatabaseError
from storage.explain import explain
from storage.migrate import migrate
from storage.postgres import postgres_engines
from storage.sqlite import make_ready, sqlite_engines
from storage.uses import Uses

Synchronous = Literal["FULL", "NORMAL", "OFF"]
"""How sure a commit is to survive a power cut: FULL: it does; OFF is for tests."""

PATIENCE = 10
"""Seconds for work that still goes on when the database is closed."""


class Database:
    """What the bot remembers. Its writers take turns on SQLite and work side by side on PostgreSQL."""

    def __init__(self, dialect: Dialect, writer: AsyncEngine, reader: AsyncEngine) -> None:
        self.dialect = dialect
        self._writer = writer
        self._reader = reader
        self._turn = asyncio.Lock()
        self._uses = Uses()

    @classmethod
    async def open(cls, url: str, *, synchronous: Synchronous = "FULL") -> Self:
        """Open the database an operator's URL names and bring its schema to the newest version.

        Raises:
            DatabaseError: it cannot be opened; one sentence says why and what to do.
        """
        address = parse_address(url)
        try:
            return await cls._open(address, synchronous)
        except Exception as error:
            if sentence := explain(error, address):
                raise DatabaseError(sentence) from error
            raise

    @classmethod
    async def _open(cls, address: Address, synchronous: Synchronous) -> Self:
        if address.dialect == "sqlite":
            await asyncio.to_thread(make_ready, address)
            database = cls("sqlite", *sqlite_engines(address, synchronous))
        else:
            database = cls("postgresql", *postgres_engines(address, synchronous))
        try:
            async with database.write() as conn:
                await conn.run_sync(migrate, address.shown)
        except BaseException:
            await database.close()
            raise
        return database

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction for writing: committed at the end, undone by an error."""
        async with AsyncExitStack() as stack:
            if self.dialect == "sqlite":
                await stack.enter_async_context(self._turn)
            stack.enter_context(self._uses.one())
            yield await stack.enter_async_context(self._writer.begin())

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads; what is committed meanwhile it does not see."""
        with self._uses.one():
            async with self._reader.connect() as conn:
                yield conn

    async def close(self) -> None:
        """Let go of every connection, of those in use when their work is done: one given back later is never closed."""
        await self._uses.end(PATIENCE)
        await self._reader.dispose()
        await self._writer.dispose()
