"""The facts of a funnel as CSV files, written while they are read: however many there are, few are held in memory.

UTF-8, commas, a head; moments in UTC (ISO 8601), money in the smallest unit of its currency. A text that a spreadsheet
would take for a formula has an apostrophe before it.
"""

import asyncio
import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.facts import FACTS, rows_of
from storage.facts.fact import Fact

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What begins a formula in a spreadsheet."""


async def write_facts(database: Database, funnel: str, folder: Path) -> dict[Path, int]:
    """Write a file for each kind of fact, all as of one moment; how many rows each has. Raises OSError."""
    written = {}
    async with database.read() as connection:
        for name, fact in FACTS.items():
            file = folder / f"{name}.csv"
            written[file] = await _write(connection, fact, funnel, file)
    return written


async def _write(connection: AsyncConnection, fact: Fact, funnel: str, file: Path) -> int:
    rows = 0
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(fact.columns)
        async for batch in rows_of(connection, fact, funnel):
            rows += len(batch)
            await asyncio.to_thread(writer.writerows, [[_said(value) for value in row] for row in batch])
    return rows


def _said(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return harmless(";".join(map(str, value)))
    return harmless(value) if isinstance(value, str) else value


def harmless(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULAS) else text
