"""How long an event loop does nothing but one thing: a ticker says how late it wakes."""

import asyncio
import time

EVERY = 0.005
"""Seconds the ticker sleeps."""

LONG = 0.05


class Blocks:
    """Watches the loop it runs in."""

    def __init__(self) -> None:
        self._late: list[float] = []

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            began = time.perf_counter()
            await asyncio.sleep(EVERY)
            self._late.append(time.perf_counter() - began - EVERY)

    def figures(self) -> dict[str, float]:
        """In milliseconds: the longest and the 999th of a thousand; and how many were LONG."""
        late = sorted(self._late) or [0.0]
        return {
            "longest": late[-1] * 1000,
            "p999": late[int(len(late) * 0.999)] * 1000,
            "long": sum(1 for one in late if one > LONG),
        }
