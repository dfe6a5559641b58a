"""A bot in a process of its own, to be killed: preloaded, so that it is up again in a fraction of a second."""

import asyncio
import logging
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

from bot import logs
from bot.app import running
from bot.settings import read_settings

_CONTEXT = get_context("forkserver")


def run_bot(given: dict[str, object]) -> None:
    """Run until killed."""
    logs.configure(level=logging.CRITICAL)
    asyncio.run(_run(given))


async def _run(given: dict[str, object]) -> None:
    async with running(read_settings(**given)) as app:
        await app.until(asyncio.Event())


def started(given: dict[str, object]) -> BaseProcess:
    """A new process with the bot; `given` are its settings."""
    _CONTEXT.set_forkserver_preload(["pytest", __name__])
    process = _CONTEXT.Process(target=run_bot, args=(given,), daemon=True)
    process.start()
    return process
