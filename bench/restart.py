"""Row 3, the last of it: how much longer a bot takes to start when a million timers are pending."""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench.crowd import Crowd, Town
from bench.process import started
from bench.result import Result

PEOPLE = 1_000_000
ROUNDS = 5


def measure() -> list[Result]:
    """With the million and without, in turns; the medians."""
    return asyncio.run(_measure())


async def _measure() -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="voronka-bench-") as found:
        print(f"restart: a database of {PEOPLE:,} people …", file=sys.stderr)
        empty, crowd = await Crowd.gather(Path(found) / "empty", 1), await Crowd.gather(Path(found) / "full", PEOPLE)
        without, with_all = [], []
        for number in range(ROUNDS):
            print(f"restart: round {number + 1} of {ROUNDS} …", file=sys.stderr)
            without.append(await _start(empty))
            with_all.append(await _start(crowd))
    added = statistics.median(with_all) - statistics.median(without)
    return [
        Result(
            name=f"start with {PEOPLE:,} timers pending, over an empty one",
            figure=f"{added:+.2f} s",
            target="≤ 1 s",
            reached=added <= 1,
            raw=f"{statistics.median(with_all):.2f} s against {statistics.median(without):.2f} s",
        )
    ]


async def _start(crowd: Crowd) -> float:
    """Seconds until the bot runs."""
    async with Town() as telegram:
        began = time.perf_counter()
        async with started("voronka", telegram, crowd.folder):
            return time.perf_counter() - began
