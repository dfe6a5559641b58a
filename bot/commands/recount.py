"""Count the figures of the reports anew from the facts, or with --check only say where they differ: status 1 then.

They are kept up to date as things happen, so there is nothing to mend unless somebody changed the database by hand. A
bot that runs meanwhile waits while they are counted; on SQLite it gives up after half a minute, so stop it before. With
--check it neither waits nor stops.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from bot import logs
from bot.clock import Clock
from bot.counting import counting_in
from bot.scripts import kept_catalogue
from bot.settings import Settings, read_settings
from storage.database import Database
from storage.recount.recount import Difference, Tell, differences, recount, stale

_MOST_LINES = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Whether to change anything."""
    parser.add_argument("--check", action="store_true", help="compare only, change nothing")


def run(options: argparse.Namespace) -> int:
    """0 where the figures are what the facts say, or are so by now."""
    settings = read_settings()
    logs.configure(secrets=logs.secrets_of(settings), form=settings.log_format)
    with _progress() as tell:
        zones, found = asyncio.run(_work(settings, tell, checks=options.check))
    if not options.check:
        sys.stdout.write(f"All figures were counted anew, in days of {settings.timezone}.\n")
        return 0
    sys.stdout.writelines(f"{line}\n" for line in _told(zones, found))
    return 1 if zones or found else 0


async def _work(settings: Settings, tell: Tell, *, checks: bool) -> tuple[dict[str, str], Sequence[Difference]]:
    """Recount, or compare: what was counted in days of other zones, and what differs."""
    database = await Database.open(settings.database_url)
    try:
        counting = counting_in(settings.timezone, await kept_catalogue(database, timezone=settings.timezone))
        if not checks:
            await recount(database, counting, Clock().now(), tell)
            return {}, ()
        async with database.read() as conn:
            zones = await stale(conn, counting)
            return zones, () if zones else await differences(conn, counting, tell)
    finally:
        await database.close()


def _told(zones: dict[str, str], found: Sequence[Difference]) -> Iterator[str]:
    for name, zone in zones.items():
        yield f"{name}: counted in days of {zone}" if zone else f"{name}: not counted yet"
    if zones:
        yield "The bot counts them anew when it starts, or `voronka recount` does."
        return
    for one in found[:_MOST_LINES]:
        yield f"{one.rollup} {'/'.join(map(str, one.key))}: {list(one.kept)} is kept, {list(one.counted)} was counted"
    yield f"Rows that differ: {len(found)}."


@contextmanager
def _progress() -> Iterator[Tell]:
    """A bar for each rollup on standard error where that is a terminal."""
    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bars: dict[str, TaskID] = {}

        def tell(what: str, done: float) -> None:
            if what not in bars:
                bars[what] = progress.add_task(what, total=1.0)
            progress.update(bars[what], completed=done)

        yield tell
