"""The one place that starts background tasks: each is held until it ends, and its error is logged."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog

log = structlog.get_logger()
T = TypeVar("T")

_running: set[asyncio.Task[Any]] = set()


class Tasks:
    """Tasks of one bot that nobody waits for while it runs; when it stops they are finished first."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Coroutine[Any, Any, T], *, name: str) -> asyncio.Task[T]:
        """As the function of this name."""
        task = spawn(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def end(self, patience: float) -> None:
        """Wait so many seconds for those that go on, and for what these start; whoever takes longer is cancelled."""
        try:
            async with asyncio.timeout(patience):
                while self._running:
                    await asyncio.wait(self._running)
        except TimeoutError:
            log.warning("cut off", tasks=sorted(task.get_name() for task in self._running))
        left = [*self._running]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


def spawn(work: Coroutine[Any, Any, T], *, name: str) -> asyncio.Task[T]:
    """Start `work` beside the caller. A task that fails says so in the log, with its name."""
    task = asyncio.create_task(work, name=name)  # noqa: TID251  # this is the supervised place
    _running.add(task)
    task.add_done_callback(_ended)
    return task


def _ended(task: asyncio.Task[Any]) -> None:
    _running.discard(task)
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("task failed", task=task.get_name(), exc_info=error)
