"""The bot as `voronka run` starts it: `python -m bench.bots.voronka URL TOKEN FOLDER SETTINGS`, the last as JSON.

The folder has `funnels` and the database. A SIGTERM ends it; then it says how long its loop was kept busy at most.
"""

import asyncio
import json
import logging
import signal
import sys
from pathlib import Path
from typing import Any

from bench.bots.loop import Blocks
from bot import logs
from bot.app import running
from bot.memory import keep_one_heap, settle
from bot.settings import Settings, read_settings
from bot.tasks import spawn


def settings_of(url: str, token: str, folder: Path, **given: Any) -> Settings:
    """Settings for a bot in this folder; `given` may be more than an operator may set."""
    settings = read_settings(
        bot_token=token,
        bot_api_url=url,
        database_url=f"sqlite:///{folder}/bench.db",
        funnels_dir=folder / "funnels",
        http_port=0,
    )
    return settings.model_copy(update=given)


async def _run(settings: Settings, *, watched: bool) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    blocks = Blocks()
    async with running(settings) as app:
        settle()
        if watched:
            spawn(blocks.watch(), name="watch the loop")
        print("ready", flush=True)
        await app.until(stop)
        print(json.dumps(blocks.figures()), flush=True)


if __name__ == "__main__":
    keep_one_heap()
    logs.configure(level=logging.CRITICAL)
    url, token, folder, given = sys.argv[1:]
    options = json.loads(given)
    watched = options.pop("watched", False)
    asyncio.run(_run(settings_of(url, token, Path(folder), **options), watched=watched))
