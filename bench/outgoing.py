"""Row 4: follow-ups to a hundred thousand people at one moment, with answers between them, within Telegram's limits."""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.bots import QUESTION
from bench.crowd import Crowd, Town
from bench.process import started
from bench.result import Result
from bot.preview.telegram import Limits, Person
from bot.preview.telegram.chats import Chat
from bot.preview.telegram.messages import Invoice, Message

PEOPLE = 100_000
TALKING = 20
EACH_EVERY = 4.0
"""Seconds between two messages of one who talks: five answers a second of the thirty messages."""

SECONDS = 90.0
LIMIT = 30
WARM = 5 * LIMIT
"""Messages after which it is counted how many go in a second."""


class TimedTown(Town):
    """Knows when each message came to it."""

    def __init__(self, limits: Limits | None = None) -> None:
        super().__init__(limits=limits)
        self.sent_at: list[float] = []

    def post_from_bot(self, chat: Chat, content: dict[str, Any], invoice: Invoice | None = None) -> Message:
        """As a stand-in's."""
        self.sent_at.append(time.perf_counter())
        return super().post_from_bot(chat, content, invoice)

    def rate(self, after: int, in_steps_of: int = 1) -> float:
        """Messages a second after the first ones; by whole steps where they come in bursts of a known size."""
        times = self.sent_at[after:]
        last = (len(times) - 1) // in_steps_of * in_steps_of
        return last / (times[last] - times[0])

    @property
    def refused(self) -> int:
        """How many of the latest requests came too early."""
        return sum(1 for request in self.requests if request.result.get("error_code") == 429)


def measure() -> list[Result]:
    """One long round."""
    return asyncio.run(_measure())


async def _measure() -> list[Result]:
    latencies: list[float] = []
    print(f"outgoing: follow-ups to {PEOPLE:,} people, {SECONDS:.0f} s of them …", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="voronka-bench-") as folder:
        crowd = await Crowd.gather(Path(folder), PEOPLE)
        async with TimedTown(Limits()) as telegram, started("voronka", telegram, crowd.folder, watched=True) as bot:
            people = [telegram.person() for _ in range(TALKING)]
            for person in people:
                await person.starts()
                await person.sees(QUESTION)
            telegram.sent_at.clear()
            crowd.has_due(PEOPLE, datetime.now(UTC))
            end = time.perf_counter() + SECONDS
            await bot.during(_talks(people, end, latencies))
            blocks = await bot.ends()
    share = telegram.rate(WARM, LIMIT) / LIMIT
    slowest = statistics.quantiles(latencies, n=100)[98] * 1000
    return [
        Result(
            name=f"share of the limit of {LIMIT} a second used",
            figure=f"{share:.1%}",
            target="≥ 97 %",
            reached=share >= 0.97,
            raw=f"{len(telegram.sent_at):,} messages; {telegram.refused} answers 429",
        ),
        Result(
            name="messages refused with 429",
            figure=str(telegram.refused),
            target="0",
            reached=not telegram.refused,
            raw=f"of {len(telegram.sent_at):,}",
        ),
        Result(
            name=f"an answer during follow-ups to {PEOPLE:,} people, 99th percentile",
            figure=f"{slowest:.0f} ms",
            target="≤ 1,000 ms",
            reached=slowest <= 1000,
            raw=f"of {len(latencies)} answers; median {statistics.median(latencies) * 1000:.0f} ms; "
            f"the loop kept {blocks['longest']:.0f} ms at most",
        ),
    ]


async def _talks(people: Sequence[Person], end: float, latencies: list[float]) -> None:
    await asyncio.gather(*(_talk(person, number, end, latencies) for number, person in enumerate(people)))


async def _talk(person: Person, number: int, end: float, latencies: list[float]) -> None:
    """Write again and again until the end, not at the moments others do."""
    await asyncio.sleep(number * EACH_EVERY / TALKING)
    while (asked := time.perf_counter()) < end:
        await person.writes("ещё")
        await person.sees(QUESTION, within=60)
        latencies.append(time.perf_counter() - asked)
        await asyncio.sleep(max(0.0, asked + EACH_EVERY - time.perf_counter()))
