"""What a piece of work takes."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Spent:
    """Milliseconds: of the processor, all threads together, and by the clock on the wall."""

    processor: float
    wall: float


async def best(rounds: int, work: Callable[[], Awaitable[Any]]) -> tuple[Spent, Any]:
    """The least of several rounds, for what else the machine does only adds; and what the last one gave."""
    processor, wall, found = [], [], None
    for _ in range(rounds):
        began = time.process_time(), time.perf_counter()
        found = await work()
        processor.append(time.process_time() - began[0])
        wall.append(time.perf_counter() - began[1])
    return Spent(processor=min(processor) * 1000, wall=min(wall) * 1000), found
