"""What owners ask for is done once, also when Telegram delivers the update again: it may move money or count something.

The update is remembered before anything is done. If the program ends in between, nothing is done and nobody is
answered, and the owner asks again; the other order could count twice, and nobody would know.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from bot.context import Context
from storage import seen


async def do_once(context: Context, update: int, work: Callable[[], Coroutine[Any, Any, None]], *, name: str) -> None:
    """Begin `work` beside the caller unless this update was seen; done when it is kept that it was."""
    async with context.database.write() as connection:
        if await seen.updates.among(connection, [update]):
            return
        await seen.updates.add(connection, [update], context.clock.now())
    context.tasks.spawn(work(), name=name)
