"""A rollup: a table of sums that commits add to, and that can be counted anew from the facts."""

import os
import socket
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import add
from zlib import crc32

from sqlalchemy import Table, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.bulk import Bulk, Value
from storage.slices import Counting
from storage.upsert import Insert, insert_into

Key = tuple[Value, ...]
Sums = Mapping[Key, Sequence[int]]
"""The figures of each row, by all of its key but the shard."""

Progress = Callable[[float], None]
"""Told how much of the work is done, from 0 to 1."""


SHARD = "shard"
SHARDS = 8
_PROCESS = crc32(f"{socket.gethostname()} {os.getpid()}".encode())


@dataclass(frozen=True, kw_only=True)
class Rollup(ABC):
    """What is counted while it happens.

    Attributes:
        table: first its key, ending with the shard, then the figures, which are added up. Processes that add to one
            row at once have shards of their own, so that none waits; readers add the shards up.
    """

    table: Table

    @abstractmethod
    async def anew(self, conn: AsyncConnection, counting: Counting, progress: Progress) -> Sums:
        """What the facts say the sums are."""

    @property
    def name(self) -> str:
        """What it is called: its table."""
        return self.table.name

    async def add(self, conn: AsyncConnection, sums: Sums, *, apart: bool = False) -> None:
        """Add what has changed, always in the same order, so that two processes never wait for each other in turns.

        What one transaction adds before something else is kept `apart`, in a shard of its own, for the same reason.
        """
        mine = _PROCESS + SHARDS // 2 if apart else _PROCESS
        shard = mine % SHARDS if conn.dialect.name == "postgresql" else 0
        await self._adding.run(conn, [(*key, shard, *sums[key]) for key in sorted(sums) if any(sums[key])])

    async def kept(self, conn: AsyncConnection) -> Sums:
        """The sums as they are kept; a row of zeros says the same as none."""
        key = [column for column in self.table.primary_key if column.name != SHARD]
        query = select(*key, *(func.sum(self.table.c[name]) for name in self._figures)).group_by(*key)
        rows = [tuple(row) for row in await conn.execute(query)]
        return {row[: len(key)]: [int(sum_) for sum_ in row[len(key) :]] for row in rows if any(row[len(key) :])}

    async def replace(self, conn: AsyncConnection, sums: Sums) -> None:
        """Keep these sums instead of those there are."""
        await conn.execute(delete(self.table))
        await self._inserting.run(conn, [(*key, 0, *figures) for key, figures in sums.items() if any(figures)])

    @cached_property
    def _figures(self) -> Sequence[str]:
        return [column.name for column in self.table.c if not column.primary_key]

    @cached_property
    def _inserting(self) -> Bulk:
        return Bulk(self.table.c.keys(), lambda _dialect: insert(self.table))

    @cached_property
    def _adding(self) -> Bulk:
        return Bulk(self.table.c.keys(), self._upsert)

    def _upsert(self, dialect: str) -> Insert:
        insert = insert_into(self.table, dialect)
        return insert.on_conflict_do_update(
            index_elements=list(self.table.primary_key.columns),
            set_={name: self.table.c[name] + insert.excluded[name] for name in self._figures},
        )


def add_up(whole: dict[Key, list[int]], more: Sums) -> None:
    """Add these sums to the whole."""
    for key, figures in more.items():
        known = whole.get(key)
        whole[key] = list(figures) if known is None else [*map(add, known, figures)]
