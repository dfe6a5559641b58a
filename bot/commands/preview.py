"""Play the prospect of your own funnels in the browser: the real bot, a stand-in Telegram, a clock you can move."""

import argparse
import asyncio
import logging
import os
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from bot import logs
from bot.demo.watched import walk_everywhere
from bot.errors import StartError
from bot.output import tell
from bot.preview.recorder import Recorder
from bot.preview.reload import keep_up
from bot.preview.session import previewing
from bot.settings import read_settings
from bot.tasks import spawn

DAYS = 60
"""Over how many days a crowd comes, on the moved clock."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which funnel, and where to serve the page."""
    parser.add_argument("funnel", nargs="?", help="only this funnel (default: every one)")
    parser.add_argument("--folder", type=Path, help="the folder with the funnels (default: FUNNELS_DIR)")
    parser.add_argument(
        "--crowd", type=int, default=0, metavar="PEOPLE", help=f"so many simulated prospects come first, in {DAYS} days"
    )
    parser.add_argument("--port", type=int, default=None, help="the page's port (default: HTTP_PORT)")


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl+C."""
    settings = read_settings()
    logs.configure(level=logging.WARNING)
    folder = options.folder or settings.funnels_dir
    port = settings.http_port if options.port is None else options.port
    with _chosen(folder, options.funnel) as funnels:
        asyncio.run(_serve(funnels, settings.http_host, port, crowd=options.crowd))
    return 0


def record(funnels: Path) -> int:
    """Serve a folder of funnels until Ctrl+C, on a standing clock; what is played can be saved as dialogues."""
    settings = read_settings()
    logs.configure(level=logging.WARNING)
    asyncio.run(_serve(funnels, settings.http_host, settings.http_port, Recorder(tell)))
    return 0


@contextmanager
def _chosen(folder: Path, funnel: str | None) -> Iterator[Path]:
    """The folder, or one that shows only the chosen funnel."""
    if funnel is None:
        yield folder
        return
    if not (folder / funnel / "funnel.yaml").is_file():
        known = ", ".join(sorted(path.parent.name for path in folder.glob("*/funnel.yaml"))) or "none"
        raise StartError(f"There is no funnel `{funnel}` in {folder}. There are: {known}.")
    with tempfile.TemporaryDirectory(prefix="voronka-chosen-") as chosen:
        (Path(chosen) / funnel).symlink_to((folder / funnel).resolve(), target_is_directory=True)
        yield Path(chosen)


async def _serve(funnels: Path, host: str, port: int, recorder: Recorder | None = None, *, crowd: int = 0) -> None:
    async with previewing(funnels=funnels, host=host, port=port, recorder=recorder) as preview:
        if crowd:
            await walk_everywhere(Console(highlight=False), preview, people=crowd, days=DAYS)
        what = (
            "save a script, and it is published" if recorder is None else "press “Save as dialogue” when you are done"
        )
        tell(f"Open {preview.url} and write to the bot; {what}. Ctrl+C ends it.")
        if _has_desktop():
            webbrowser.open(preview.url)
        watching = spawn(keep_up(preview, tell), name="watch the scripts")
        try:
            await preview.app.until(asyncio.Event())
        finally:
            watching.cancel()


def _has_desktop() -> bool:
    """Whether a browser can be opened for whoever sits there."""
    screen = sys.platform in ("darwin", "win32") or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    return screen and sys.stdout.isatty()
