"""Stages by day: how many journeys reached, passed and lost each, in every cell, by either way to count days.

By contact, everything a journey does counts on the day it started; by calendar, on the day it happened. The stage
without a name is the start of the journey itself. The cell without a slice is the whole.
"""

import os
import socket
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import NamedTuple
from zlib import crc32

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.bulk import Bulk
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


class Mark(NamedTuple):
    """One thing a journey adds one to."""

    calendar: bool
    day: int
    stage: str
    figure: str


Deltas = Counter[tuple[str, bool, str, Mark]]
"""What is added, by funnel, whether it is a later walk, cell and mark."""


def marks(facts: JourneyFacts, zone: tzinfo) -> set[Mark]:
    """Everything one journey adds one to, in each of its cells."""
    started = day_of(facts.started, zone)
    found = {Mark(calendar, started, START, "reached") for calendar in (False, True)}
    for stage, passage in facts.passages.items():
        for figure, at in (("reached", passage.reached), ("passed", passage.passed), ("lost", passage.lost)):
            if at is not None:
                found.add(Mark(calendar=False, day=started, stage=stage, figure=figure))
                found.add(Mark(calendar=True, day=day_of(at, zone), stage=stage, figure=figure))
    return found


def deltas(counted: Iterable[Counted], zone: tzinfo) -> Deltas:
    """What these journeys add and take back."""
    changed: Deltas = Counter()
    for before, after in counted:
        was = marks(before, zone) if before else set()
        is_ = marks(after, zone)
        were_in, are_in = {WHOLE, *before.cells} if before else set(), {WHOLE, *after.cells}
        walk = after.funnel, after.again
        for cells, gone, come in (
            (were_in & are_in, was - is_, is_ - was),
            (were_in - are_in, was, set()),
            (are_in - were_in, set(), is_),
        ):
            for cell in cells:
                changed.subtract((*walk, cell, mark) for mark in gone)
                changed.update((*walk, cell, mark) for mark in come)
    return changed


async def add(conn: AsyncConnection, counted: Sequence[Counted], zone: tzinfo) -> None:
    """Add what these journeys changed."""
    rows: defaultdict[tuple[str | int | bool, ...], Counter[str]] = defaultdict(Counter)
    for (funnel, again, cell, mark), count in deltas(counted, zone).items():
        slice_, _, value = cell.partition("=")
        rows[funnel, mark.calendar, again, slice_, mark.day, value, mark.stage][mark.figure] += count
    shard = shard_of(conn)
    await _ADD.run(
        conn,
        [
            (*key, shard, *(counts[figure] for figure in FIGURES))
            for key, counts in sorted(rows.items())  # always the same order, so that two processes never cross
        ],
    )


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
