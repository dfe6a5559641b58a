"""Row 8: the memory of an idle bot beside a bare aiogram bot's, with a million timers, and while they are all due."""

import asyncio
import statistics
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.crowd import Crowd, Town
from bench.proc import megabytes
from bench.process import BotProcess, started
from bench.result import Result

PEOPLE = 1_000_000
ROUNDS = 3
IDLE = 8.0
"""Seconds after which a bot has settled."""

SECONDS = 120
WARM = 30
FAST = 1000
"""Messages a second during the follow-ups: more of everything happens than at the free rate."""


def measure() -> list[Result]:
    """Idle bots in turns, the medians; then one long round."""
    return asyncio.run(_measure())


async def _measure() -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="voronka-bench-") as found:
        print(f"memory: a database of {PEOPLE:,} people …", file=sys.stderr)
        empty, crowd = await Crowd.gather(Path(found) / "empty", 1), await Crowd.gather(Path(found) / "full", PEOPLE)
        bare, alone, full = [], [], []
        for number in range(ROUNDS):
            print(f"memory: idle, round {number + 1} of {ROUNDS} …", file=sys.stderr)
            bare.append(await _idle("bare", empty.folder))
            alone.append(await _idle("voronka", empty.folder))
            full.append(await _idle("voronka", crowd.folder))
        print(f"memory: {PEOPLE:,} follow-ups are due, {SECONDS} s of them …", file=sys.stderr)
        course, sent = await _busy(crowd)
    return _results(*map(statistics.median, (bare, alone, full)), course=course, sent=sent)


async def _idle(name: str, folder: Path) -> float:
    """Megabytes of a bot to which nobody writes."""
    async with Town() as telegram, started(name, telegram, folder) as bot:
        await bot.during(asyncio.sleep(IDLE))
        return megabytes(bot.pid)


async def _busy(crowd: Crowd) -> tuple[list[float], str]:
    """Megabytes, second by second, and what was done meanwhile."""
    async with Town() as telegram, started("voronka", telegram, crowd.folder, send_per_second=FAST) as bot:
        crowd.has_due(PEOPLE, datetime.now(UTC))
        course = await bot.during(_course(bot))
        (written,) = crowd.reads("SELECT count(*) FROM outbox")
        return course, f"{written:,} of the follow-ups written, {telegram.sent_count:,} sent"


async def _course(bot: BotProcess) -> list[float]:
    course = []
    for _ in range(SECONDS):
        await asyncio.sleep(1)
        course.append(megabytes(bot.pid))
    return course


def _results(bare: float, alone: float, full: float, *, course: list[float], sent: str) -> list[Result]:
    before, after = statistics.median(course[WARM : 2 * WARM]), statistics.median(course[-WARM:])
    growth = after / before - 1
    return [
        Result(
            name="memory of an idle bot, against a bare aiogram bot's",
            figure=f"×{alone / bare:.2f}",
            target="≤ ×1.3",
            reached=alone / bare <= 1.3,
            raw=f"{alone:.0f} MB against {bare:.0f} MB",
        ),
        Result(
            name=f"memory of an idle bot, growth by {PEOPLE:,} pending timers",
            figure=f"{full / alone - 1:+.1%}",
            target="none (≤ 2 %)",
            reached=full / alone <= 1.02,
            raw=f"{full:.0f} MB against {alone:.0f} MB",
        ),
        Result(
            name=f"memory while {PEOPLE:,} follow-ups are due, growth",
            figure=f"{growth:+.1%}",
            target="flat (≤ 2 %)",
            reached=growth <= 0.02,
            raw=f"{before:.0f} MB in the first minute, {after:.0f} MB after {len(course)} s, "
            f"{max(course):.0f} MB at most; {sent}",
        ),
    ]
