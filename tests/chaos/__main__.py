"""Walk a crowd through the flagship under every fault, and say whether anything was lost, doubled or kept otherwise."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from tests.storage.postgres_server import postgres_server

from .play import Options, Outcome, Tell, play
from .weather import Trouble

TROUBLES: dict[str, dict[Trouble, int]] = {
    "sqlite": {"full": 5, "locked": 5, "long locked": 1},
    "postgresql": {"locked": 5, "cut": 5},
}
"""What each database can suffer, and how often it does."""

SHOWN = 20
"""Disagreements at most."""


def main() -> int:
    """0 where both walks agree; options come from the command line."""
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--people", type=int, default=2000, help="how many come (default: 2000)")
    parser.add_argument("--kills", type=int, default=60, help="how often the bot is killed (default: 60)")
    parser.add_argument("--seed", type=int, default=1, help="of everything that happens by chance (default: 1)")
    parser.add_argument("--webhook", action="store_true", help="Telegram brings updates instead of being asked")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite", help="default: sqlite")
    given = parser.parse_args()
    options = Options(
        people=given.people,
        seed=given.seed,
        webhook=given.webhook,
        troubles={"kill": given.kills, **TROUBLES[given.database]},
    )
    console, begun = Console(), time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="voronka-chaos-") as folder,
        _databases(given.database, folder) as urls,
        _shown(console) as tell,
    ):
        outcome = asyncio.run(play(options, urls, Path(folder), tell))
    for line in _told(outcome, time.monotonic() - begun):
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    return 1 if outcome.verdict.disagreements else 0


def _told(outcome: Outcome, seconds: float) -> Iterator[str]:
    verdict, met = outcome.verdict, outcome.met
    yield f"{outcome.messages} messages at {outcome.moments} moments in peace; both walks took {seconds:.0f} s"
    yield f"kills {met.pop('kills')}, starts {outcome.starts}; on their way at each: {outcome.in_flight}"
    yield "faults: " + ", ".join(f"{kind} {times}" for kind, times in sorted(met.items()))
    yield f"put off for {outcome.longest_delay.total_seconds():.0f} s at most"
    yield f"lost {verdict.lost}"
    unheard = outcome.answers_lost
    yield f"doubled {verdict.doubled}, of {outcome.most_again - unheard} in flight at kills and {unheard} answers lost"
    yield f"follow-ups left in doubt that did not come {verdict.missing}"
    yield f"disagreements {len(verdict.disagreements)}"
    yield from verdict.disagreements[:SHOWN]


@contextmanager
def _shown(console: Console) -> Iterator[Tell]:
    """A bar for each walk; lines where no terminal shows them."""
    if not console.is_terminal:
        yield _Lines(console).tell
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        tasks = {name: progress.add_task(name, total=1.0, start=False) for name in ("peace", "chaos")}

        def tell(name: str, share: float) -> None:
            progress.start_task(tasks[name])
            progress.update(tasks[name], completed=share)

        yield tell


@dataclass
class _Lines:
    """A line for every tenth of a walk."""

    console: Console
    _tenths: dict[str, int] = field(default_factory=dict)

    def tell(self, name: str, share: float) -> None:
        if (tenth := int(share * 10)) > self._tenths.get(name, -1):
            self._tenths[name] = tenth
            self.console.print(f"{name}: {tenth * 10} %", highlight=False)


@contextmanager
def _databases(dialect: str, folder: str) -> Iterator[tuple[str, str]]:
    """An empty one for each walk."""
    if dialect == "sqlite":
        yield f"sqlite:///{folder}/peace/voronka.db", f"sqlite:///{folder}/chaos/voronka.db"
        return
    with postgres_server() as server:
        server.run("CREATE DATABASE peace")
        server.run("CREATE DATABASE chaos")
        yield server.url("peace"), server.url("chaos")


if __name__ == "__main__":
    sys.exit(main())
