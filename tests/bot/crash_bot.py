"""A bot in a process of its own, to be killed: preloaded, so that it is up again in a fraction of a second."""

import asyncio
import logging
import os
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

import bot.commands.run as _preloaded  # noqa: F401  # so that each process has it from the beginning
from bot import logs
from bot.__main__ import main
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


def run_voronka(folder: Path, environment: dict[str, str], errors: Path) -> None:
    """Call `voronka run` in this folder and environment; what it says of errors goes into a file."""
    os.chdir(folder)
    os.environ.update(environment)
    with errors.open("w", encoding="utf-8", buffering=1) as sys.stderr:
        sys.exit(main(["run"]))


def started(given: dict[str, object]) -> BaseProcess:
    """A new process with the bot; `given` are its settings."""
    return process(run_bot, given)


def voronka(folder: Path, environment: dict[str, str], errors: Path) -> BaseProcess:
    """A new process with `voronka run`."""
    return process(run_voronka, folder, environment, errors)


def process(target: Callable[..., None], *arguments: object) -> BaseProcess:
    """A new process that does this with these arguments, and has the bot loaded from the beginning."""
    _CONTEXT.set_forkserver_preload(["pytest", __name__])
    new = _CONTEXT.Process(target=target, args=arguments, daemon=True)
    new.start()
    return new
