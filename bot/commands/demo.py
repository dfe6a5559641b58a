"""Watch a funnel work with no token and no server: the real bot on a stand-in Telegram, on a moved clock.

One prospect's whole walk as a chat; then a crowd with different habits on the same bot; then what the owner sees.
At the end the chat page is served, where you play the prospect yourself.
"""

import argparse
import asyncio
import logging
import time
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console

from bot import logs
from bot.demo.crowd import Crowd
from bot.demo.play import OneWalk, ask_for_stats
from bot.demo.script import WALKS, Walk
from bot.demo.terminal import ChatView
from bot.demo.watched import watched
from bot.preview.session import Preview, previewing
from bot.settings import Settings, read_settings

PICTURE = Path("data/demo/funnel.png")
DAYS = 60
"""How long the crowd is followed, on the moved clock."""


def configure(parser: argparse.ArgumentParser) -> None:
    """How much of it."""
    parser.add_argument("--exit", action="store_true", help="end after the played part, with status 0")
    parser.add_argument("--people", type=int, default=300, help="how many simulated prospects (default: 300)")
    parser.add_argument("--seed", type=int, default=1, help="what the crowd's chance begins with (default: 1)")
    parser.add_argument("--language", choices=sorted(WALKS), help="ru or en (default: LANGUAGE)")
    parser.add_argument("--port", type=int, default=0, help="the chat page's port (default: a free one)")
    parser.add_argument("--picture", type=Path, default=PICTURE, help=f"where to save the picture (default: {PICTURE})")


def run(options: argparse.Namespace) -> int:
    """Play it."""
    settings = read_settings()
    logs.configure(level=logging.ERROR)
    asyncio.run(_demo(options, settings, Console(highlight=False)))
    return 0


async def _demo(options: argparse.Namespace, settings: Settings, console: Console) -> None:
    language = options.language or settings.language
    walk = WALKS[language]
    begun = time.monotonic()
    async with previewing(host=settings.http_host, port=options.port, language=language) as preview:
        await _one(console, preview, walk, language)
        await _crowd(console, preview, walk, people=options.people, seed=options.seed)
        await _report(console, preview, walk, options.picture)
        console.print(f"\nPlayed in {time.monotonic() - begun:.0f} s, {preview.telegram.sent_count} messages sent.")
        if not options.exit:
            console.print(f"Now play the prospect yourself: [bold]{preview.url}[/bold]  (Ctrl+C ends it)")
            await preview.app.until(asyncio.Event())


async def _one(console: Console, preview: Preview, walk: Walk, language: str) -> None:
    script = preview.app.context.runner.catalogue.live[walk.funnel]
    console.rule(f"[bold]1. One prospect walks «{script.title}»")
    view = ChatView(console, language=language, zone=ZoneInfo(script.timezone), pause=0.15)
    await OneWalk(preview=preview, view=view, walk=walk).play()


async def _crowd(console: Console, preview: Preview, walk: Walk, *, people: int, seed: int) -> None:
    console.rule(f"[bold]2. {people} simulated prospects walk it on the same bot")
    await watched(console, Crowd(preview, size=people, links=[walk.link], seed=seed), days=DAYS)


async def _report(console: Console, preview: Preview, walk: Walk, picture: Path) -> None:
    console.rule("[bold]3. What the owner sees: /stats")
    content, messages = await ask_for_stats(preview, walk.funnel)
    for message in messages:
        console.print(message.text, markup=False)
        console.print()
    _save(picture, content)
    console.print(f"The picture of the funnel: [bold]{picture}[/bold]")


def _save(picture: Path, content: bytes) -> None:
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(content)
