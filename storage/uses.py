"""Who uses something that is about to be closed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Uses:
    """Counts uses, so that their end can be waited for."""

    def __init__(self) -> None:
        self._count = 0
        self._none = asyncio.Event()
        self._none.set()

    @contextmanager
    def one(self) -> Iterator[None]:
        """One use, as long as the context lasts."""
        self._count += 1
        self._none.clear()
        try:
            yield
        finally:
            self._count -= 1
            if not self._count:
                self._none.set()

    async def end(self, patience: float) -> None:
        """Return when nothing is in use, or after so many seconds."""
        try:
            async with asyncio.timeout(patience):
                await self._none.wait()
        except TimeoutError:
            return
