"""Stages by day: how many journeys reached, passed and lost each, in every cell, by either way to count days.

By contact, everything a journey does counts on the day it started; by calendar, on the day it happened. The stage
without a name is the start of the journey itself. The cell without a slice is the whole.
"""

import os
import socket
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import tzinfo
from zlib import crc32

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.bulk import Bulk, Row, Value
from storage.days import day_of
from storage.rollups.facts import Counted, JourneyFacts
from storage.rollups.tables import stage_days
from storage.upsert import Insert, insert_into

FIGURES = ("reached", "passed", "lost")

START = ""
"""The stage whose `reached` is the journeys that started."""

WHOLE = "="
"""The cell every journey is in."""

SHARDS = 8


Mark = tuple[bool, int, str, str]
"""One thing a journey adds one to: whether it is by calendar, the day, the stage, and which of the figures."""

Walks = tuple[str, bool, str]
"""A funnel, whether these are later walks through it, and the cell they are in."""


def marks(facts: JourneyFacts, zone: tzinfo) -> set[Mark]:
    """Everything one journey adds one to, in each of its cells."""
    started = day_of(facts.started, zone)
    found: set[Mark] = {(False, started, START, "reached"), (True, started, START, "reached")}
    for stage, passage in facts.passages.items():
        for figure, at in (("reached", passage.reached), ("passed", passage.passed), ("lost", passage.lost)):
            if at is not None:
                found.add((False, started, stage, figure))
                found.add((True, day_of(at, zone), stage, figure))
    return found


def sums(counted: Iterable[Counted], zone: tzinfo) -> Mapping[Walks, Counter[Mark]]:
    """What these journeys add and take back."""
    changed: defaultdict[Walks, Counter[Mark]] = defaultdict(Counter)
    nothing: set[Mark] = set()
    for before, after in counted:
        was, is_ = marks(before, zone) if before else nothing, marks(after, zone)
        were_in, are_in = {WHOLE, *before.cells} if before else set(), {WHOLE, *after.cells}
        for cells, gone, come in (
            (were_in & are_in, was - is_, is_ - was),
            (were_in - are_in, was, nothing),
            (are_in - were_in, nothing, is_),
        ):
            for cell in cells:
                sum_ = changed[after.funnel, after.again, cell]
                for mark in gone:
                    sum_[mark] -= 1
                for mark in come:
                    sum_[mark] += 1
    return changed


async def add(conn: AsyncConnection, counted: Iterable[Counted], zone: tzinfo) -> None:
    """Add what these journeys changed."""
    await _ADD.run(conn, _rows(sums(counted, zone), shard_of(conn)))


def _rows(changed: Mapping[Walks, Counter[Mark]], shard: int) -> list[Row]:
    """Always in the same order, so that two processes never wait for each other."""
    rows: defaultdict[tuple[Value, ...], Counter[str]] = defaultdict(Counter)
    for (funnel, again, cell), sum_ in changed.items():
        slice_, _, value = cell.partition("=")
        for (calendar, day, stage, figure), count in sum_.items():
            rows[funnel, calendar, again, slice_, day, value, stage][figure] += count
    return [(*key, shard, *(rows[key][figure] for figure in FIGURES)) for key in sorted(rows)]


def _upsert(dialect: str) -> Insert:
    insert = insert_into(stage_days, dialect)
    return insert.on_conflict_do_update(
        index_elements=list(stage_days.primary_key.columns),
        set_={figure: stage_days.c[figure] + insert.excluded[figure] for figure in FIGURES},
    )


_ADD = Bulk([column.name for column in stage_days.c], _upsert)

_PROCESS = crc32(f"{socket.gethostname()} {os.getpid()}".encode())


def shard_of(conn: AsyncConnection) -> int:
    """Processes that add to the same day at once have rows of their own; on SQLite they take turns anyway."""
    return _PROCESS % SHARDS if conn.dialect.name == "postgresql" else 0
