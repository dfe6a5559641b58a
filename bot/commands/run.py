"""Start the bot on Telegram: it walks prospects through the funnels until it is stopped."""

import argparse
import asyncio
import signal
from contextlib import suppress

from bot import logs
from bot.app import running
from bot.memory import keep_one_heap, settle
from bot.settings import Settings, needed_token, read_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Everything is set by the environment and .env."""
    parser.epilog = "Settings come from the environment and .env; .env.example describes each."


def run(_options: argparse.Namespace) -> int:
    """Run until SIGINT or SIGTERM."""
    settings = read_settings()
    needed_token(settings)
    keep_one_heap()
    logs.configure(secrets=logs.secrets_of(settings), form=settings.log_format)
    asyncio.run(_run(settings))
    return 0


async def _run(settings: Settings) -> None:
    stop, work = asyncio.Event(), asyncio.current_task()
    assert work is not None  # a coroutine that runs is in a task
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, work.cancel)  # while Telegram does not answer there is nothing to end
    with suppress(asyncio.CancelledError):
        async with running(settings) as app:
            settle()
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, stop.set)
            await app.until(stop)
