"""Rows 1 and 2: a whole durable interaction, beside bare aiogram with no storage and a bot as people write it."""

import asyncio
import statistics
import sys
import tempfile
from pathlib import Path

from bench.bots import script
from bench.load import Load
from bench.process import started, write_script
from bench.result import Result
from bot.preview.telegram import StandIn

ROUNDS = 3
SECONDS = 4.0
MANY = 64
NO_LIMITS = {"send_per_second": 1000, "send_per_chat_per_second": 1000}


def measure() -> list[Result]:
    """Each bot in turns, several times; the median of each."""
    return asyncio.run(_measure())


def measure_usual() -> list[Result]:
    """As `measure`, with a follow-up set at every question and taken back at every answer."""
    return asyncio.run(_measure_usual())


async def _measure() -> list[Result]:
    rates, latencies = await _in_turns("bare", "voronka", followed=False)
    share = rates["voronka"] / rates["bare"]
    added = latencies["voronka"] - latencies["bare"]
    return [
        Result(
            name=f"interaction, {MANY} in flight, share of bare aiogram",
            figure=f"{share:.2f}",
            target="≥ 0.70",
            reached=share >= 0.7,
            raw=f"{rates['voronka']:.0f}/s against {rates['bare']:.0f}/s",
        ),
        Result(
            name="interaction, 1 in flight, added median latency",
            figure=f"{added:.1f} ms",
            target="≤ 15 ms",
            reached=added <= 15,
            raw=f"{latencies['voronka']:.1f} ms against {latencies['bare']:.1f} ms",
        ),
    ]


async def _measure_usual() -> list[Result]:
    rates, latencies = await _in_turns("usual", "voronka", followed=True)
    times = rates["voronka"] / rates["usual"]
    return [
        Result(
            name=f"interaction with a follow-up, {MANY} in flight, against ORM and APScheduler",
            figure=f"×{times:.1f}",
            target="≥ ×10",
            reached=times >= 10,
            raw=f"{rates['voronka']:.0f}/s against {rates['usual']:.0f}/s; "
            f"alone {latencies['voronka']:.1f} ms against {latencies['usual']:.1f} ms",
        )
    ]


async def _in_turns(*bots: str, followed: bool) -> tuple[dict[str, float], dict[str, float]]:
    """By the bots' names: interactions a second with many in flight; the median latency of one alone, milliseconds."""
    rates: dict[str, list[float]] = {name: [] for name in bots}
    medians: dict[str, list[float]] = {name: [] for name in bots}
    for number in range(ROUNDS):
        for name in bots:
            print(f"interaction: round {number + 1} of {ROUNDS}, {name} …", file=sys.stderr)
            rate, latency = await _round(name, followed=followed)
            rates[name].append(rate)
            medians[name].append(latency)
    return _medians(rates), _medians(medians)


async def _round(name: str, *, followed: bool) -> tuple[float, float]:
    with tempfile.TemporaryDirectory(prefix="voronka-bench-") as found:
        folder = Path(found)
        write_script(folder, script(followed=followed))
        async with StandIn() as telegram, started(name, telegram, folder, **NO_LIMITS) as bot:
            rate = await bot.during(Load(telegram=telegram, in_flight=MANY).run(SECONDS))
            alone = Load(telegram=telegram, in_flight=1)
            await bot.during(alone.run(SECONDS / 2))
            return rate, statistics.median(alone.latencies) * 1000


def _medians(found: dict[str, list[float]]) -> dict[str, float]:
    return {name: statistics.median(values) for name, values in found.items()}
