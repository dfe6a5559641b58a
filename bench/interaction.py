"""Row 1: a whole durable interaction, as a share of bare aiogram answering the same with no storage."""

import asyncio
import statistics
import sys
import tempfile
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager

from bench.bots import BOTS
from bench.load import Load
from bench.result import Result
from bot.preview.telegram import StandIn
from bot.tasks import spawn

ROUNDS = 3
SECONDS = 4.0
MANY = 64


def measure() -> list[Result]:
    """Each bot in turns, several times; the median of each."""
    return asyncio.run(_measure())


async def _measure() -> list[Result]:
    rates: dict[str, list[float]] = {name: [] for name in BOTS}
    medians: dict[str, list[float]] = {name: [] for name in BOTS}
    for number in range(ROUNDS):
        for name in BOTS:
            print(f"interaction: round {number + 1} of {ROUNDS}, {name} …", file=sys.stderr)
            async with _bot(name) as (telegram, process):
                rates[name].append(await _while_alive(process, Load(telegram=telegram, in_flight=MANY).run(SECONDS)))
                alone = Load(telegram=telegram, in_flight=1)
                await _while_alive(process, alone.run(SECONDS / 2))
                medians[name].append(statistics.median(alone.latencies) * 1000)
    rate = {name: statistics.median(found) for name, found in rates.items()}
    latency = {name: statistics.median(found) for name, found in medians.items()}
    share = rate["voronka"] / rate["bare"]
    added = latency["voronka"] - latency["bare"]
    return [
        Result(
            name=f"interaction, {MANY} in flight, share of bare aiogram",
            figure=f"{share:.2f}",
            target="≥ 0.70",
            reached=share >= 0.7,
            raw=f"{rate['voronka']:.0f}/s against {rate['bare']:.0f}/s",
        ),
        Result(
            name="interaction, 1 in flight, added median latency",
            figure=f"{added:.1f} ms",
            target="≤ 15 ms",
            reached=added <= 15,
            raw=f"{latency['voronka']:.1f} ms against {latency['bare']:.1f} ms",
        ),
    ]


async def _while_alive(process: Process, measured: Coroutine[None, None, float]) -> float:
    """What is measured, unless the bot ends meanwhile: what it had to say is on the terminal."""
    work, end = spawn(measured, name="measure"), spawn(process.wait(), name="wait for the bot")
    await asyncio.wait({work, end}, return_when=asyncio.FIRST_COMPLETED)
    end.cancel()
    if not work.done():
        work.cancel()
        raise SystemExit(f"the bot ended with status {process.returncode} in the middle of the measurement")
    return work.result()


@asynccontextmanager
async def _bot(name: str) -> AsyncIterator[tuple[StandIn, Process]]:
    """A stand-in in this process and the bot in another, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="voronka-bench-") as folder:
        async with StandIn() as telegram:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bench.bots", name, telegram.url, telegram.token, folder
            )
            try:
                yield telegram, process
            finally:
                if process.returncode is None:
                    process.kill()
                await process.wait()
