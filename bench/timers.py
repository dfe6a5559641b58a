"""Row 3: follow-ups set and fired with a hundred thousand pending, beside jobs in APScheduler's store."""

import asyncio
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.crowd import FIRST, Crowd, Town
from bench.process import process, started
from bench.result import Result
from bot.runner import BATCH
from funnels.engine.effects.timers import SetTimer
from storage.database import Database
from storage.types import EPOCH, micros
from storage.writers.cause import Cause
from storage.writers.timers import TimerRows

PENDING = 100_000
MANY = 5_000
ROUNDS = 3
LOOK_EVERY = 0.02


@dataclass(frozen=True, kw_only=True)
class Round:
    """Rates a second, blocks of the loop in milliseconds."""

    ours_set: float
    ours_fired: float
    ours_longest: float
    theirs_set: float
    theirs_fired: float
    theirs_nothing: float
    theirs_longest: float


def measure() -> list[Result]:
    """Both in turns, several times; the medians."""
    rounds = []
    for number in range(ROUNDS):
        print(f"timers: round {number + 1} of {ROUNDS} …", file=sys.stderr)
        rounds.append(asyncio.run(_round()))
    return _results(rounds)


async def _round() -> Round:
    with tempfile.TemporaryDirectory(prefix="voronka-bench-") as folder:
        crowd = await Crowd.gather(Path(folder), PENDING)
        crowd.has_none(MANY)
        ours_set = await _set(crowd)
        fired, blocks = await _fire(crowd)
    with tempfile.TemporaryDirectory(prefix="voronka-bench-") as folder:
        async with process("bench.bots.jobs", folder, str(PENDING), str(MANY)) as bot:
            theirs = await bot.figures()
    return Round(
        ours_set=ours_set,
        ours_fired=fired,
        ours_longest=blocks["longest"],
        theirs_set=theirs["set"],
        theirs_fired=theirs["write"],
        theirs_nothing=theirs["nothing"],
        theirs_longest=theirs["longest"],
    )


async def _set(crowd: Crowd) -> float:
    """Follow-ups set a second, in transactions of as many as the runner has in one."""
    name, revision, due_at = crowd.reads("SELECT name, revision, due_at FROM timers LIMIT 1")
    due = EPOCH + timedelta(microseconds=due_at)
    effect = SetTimer(name=name, revision=revision, due_at=due)
    database = await Database.open(f"sqlite:///{crowd.file}")
    began = time.perf_counter()
    for first in range(FIRST, FIRST + MANY, BATCH):
        rows = TimerRows()
        for number in range(first, min(first + BATCH, FIRST + MANY)):
            rows.set(Cause(subscriber_id=number, journey_id=number), effect)
        async with database.write() as connection:
            await rows.write(connection, (), due)
    seconds = time.perf_counter() - began
    await database.close()
    return MANY / seconds


async def _fire(crowd: Crowd) -> tuple[float, dict[str, float]]:
    """Follow-ups fired a second, from the first commit to the last, by a bot that runs; and how its loop was kept."""
    async with Town() as telegram, started("voronka", telegram, crowd.folder, watched=True) as bot:
        now = datetime.now(UTC)
        crowd.has_due(MANY, now)
        rate = await bot.during(_last_fired(crowd, micros(now)))
        written = crowd.reads("SELECT count(*) FROM outbox WHERE purpose = 'follow_up' AND chat_id >= 1000000")
        assert written == (MANY,), f"{written} messages of {MANY} timers"
        return rate, await bot.ends()


async def _last_fired(crowd: Crowd, now: int) -> float:
    left: int = MANY
    first, began = MANY, 0.0
    while left:
        await asyncio.sleep(LOOK_EVERY)
        (left,) = crowd.reads(f"SELECT count(*) FROM timers WHERE due_at <= {now}")
        if left < MANY and not began:
            began, first = time.perf_counter(), left
    return first / (time.perf_counter() - began)


def _results(rounds: list[Round]) -> list[Result]:
    def median(name: str) -> float:
        return statistics.median([float(getattr(one, name)) for one in rounds])

    times_set = median("ours_set") / median("theirs_set")
    times_fired = median("ours_fired") / median("theirs_fired")
    longest = max(one.ours_longest for one in rounds)
    return [
        Result(
            name=f"timers set, {PENDING:,} pending, against APScheduler's store",
            figure=f"×{times_set:.1f}",
            target="≥ ×8",
            reached=times_set >= 8,
            raw=f"{median('ours_set'):,.0f}/s against {median('theirs_set'):,.0f}/s",
        ),
        Result(
            name=f"due timers through engine, commit and outbox, {PENDING:,} pending, against APScheduler's store",
            figure=f"×{times_fired:.1f}",
            target="≥ ×3",
            reached=times_fired >= 3,
            raw=f"{median('ours_fired'):,.0f}/s against {median('theirs_fired'):,.0f}/s; "
            f"jobs that do nothing {median('theirs_nothing'):,.0f}/s",
        ),
        Result(
            name=f"the loop kept from anything else while {MANY:,} timers are due, at most",
            figure=f"{longest:.0f} ms",
            target="≤ 50 ms",
            reached=longest <= 50,
            raw=f"the worst of {len(rounds)} rounds; APScheduler {median('theirs_longest'):,.0f} ms",
        ),
    ]
