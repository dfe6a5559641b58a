"""Row 5: how many messages a second leave the outbox where the limit is out of the way, beside bare aiogram's."""

import asyncio
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.crowd import Crowd
from bench.outgoing import TimedTown
from bench.proc import processor_seconds
from bench.process import BotProcess, process, started
from bench.result import Result
from bot.preview.telegram import Limits
from bot.sender import IN_HAND

PEOPLE = 10_000
ROUNDS = 3
FIRST_ONES = 500
"""Messages that are not counted: the bot is warming up."""

NO_LIMIT = 1_000_000
PAID = 20_000
PAID_SECONDS = 15.0


@dataclass(frozen=True, kw_only=True)
class Sending:
    """Messages a second; milliseconds of a processor a message."""

    rate: float
    cost: float


def measure() -> list[Result]:
    """Each in turns, several times; the medians. Then as it is used, with the limit of the paid rate."""
    return asyncio.run(_measure())


async def _measure() -> list[Result]:
    ours, theirs = [], []
    for number in range(ROUNDS):
        print(f"paid: round {number + 1} of {ROUNDS} …", file=sys.stderr)
        theirs.append(await _bare())
        ours.append(await _voronka())
    rate, bare = (statistics.median(one.rate for one in found) for found in (ours, theirs))
    cost, bare_cost = (statistics.median(one.cost for one in found) for found in (ours, theirs))
    paid, refused = await _paid()
    return [
        Result(
            name="messages a second out of the outbox, against bare aiogram's",
            figure=f"×{rate / bare:.2f}",
            target="≥ ×1",
            reached=rate >= bare,
            raw=f"{rate:,.0f}/s against {bare:,.0f}/s, {cost:.2f} ms of a processor each against {bare_cost:.2f} ms; "
            f"at the paid rate with its limit of 1,000/s {paid:,.0f}/s, {refused} answers 429",
        )
    ]


async def _bare() -> Sending:
    async with (
        TimedTown() as telegram,
        process("bench.bots.sending", telegram.url, telegram.token, str(PEOPLE), str(IN_HAND)) as bot,
    ):
        return await bot.during(_sending(telegram, bot))


async def _voronka() -> Sending:
    with tempfile.TemporaryDirectory(prefix="voronka-bench-") as folder:
        crowd = await Crowd.gather(Path(folder), PEOPLE)
        crowd.has_queued(PEOPLE)
        async with TimedTown() as telegram, started("voronka", telegram, crowd.folder, send_per_second=NO_LIMIT) as bot:
            return await bot.during(_sending(telegram, bot))


async def _sending(telegram: TimedTown, bot: BotProcess) -> Sending:
    used = 0.0
    while len(telegram.sent_at) < PEOPLE:
        if len(telegram.sent_at) < FIRST_ONES:
            used, counted = processor_seconds(bot.pid), len(telegram.sent_at)
        await asyncio.sleep(0.005)
    cost = (processor_seconds(bot.pid) - used) / (PEOPLE - counted)
    return Sending(rate=telegram.rate(FIRST_ONES), cost=cost * 1000)


async def _paid() -> tuple[float, int]:
    """Messages a second of a long queue, and how many were refused."""
    with tempfile.TemporaryDirectory(prefix="voronka-bench-") as folder:
        crowd = await Crowd.gather(Path(folder), PAID)
        crowd.has_queued(PAID)
        async with (
            TimedTown(Limits()) as telegram,
            started("voronka", telegram, crowd.folder, paid_broadcast=True) as bot,
        ):
            await bot.during(asyncio.sleep(PAID_SECONDS))
            return telegram.rate(FIRST_ONES), telegram.refused
