"""While the preview runs, a saved script is published at once; one with a mistake leaves the last good version."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from bot.menus import show_menus
from bot.preview.session import Preview
from bot.scripts import publish
from funnels.definition.findings import ScriptError

EVERY = 0.5
"""Seconds between two looks at the files."""


async def keep_up(preview: Preview, tell: Callable[[str], None]) -> None:
    """Watch the funnels' folder until cancelled; `tell` gets a line for the marketer after each change."""
    settings = preview.app.context.settings
    seen = _state(settings.funnels_dir)
    while True:
        await asyncio.sleep(EVERY)
        now = await asyncio.to_thread(_state, settings.funnels_dir)
        if now != seen:
            seen = now
            await publish_anew(preview, tell)


async def publish_anew(preview: Preview, tell: Callable[[str], None]) -> None:
    """The funnels as their files are now; `tell` gets what became of them."""
    context = preview.app.context
    before = context.runner.catalogue.live
    try:
        catalogue = await publish(
            context.database, context.settings.funnels_dir, timezone=context.settings.timezone, clock=context.clock
        )
    except ScriptError as error:
        tell(f"{error}\nThe last good version stays.")
        return
    context.runner.catalogue = catalogue
    preview.make_room()
    await show_menus(context)
    changed = [name for name, script in catalogue.live.items() if before.get(name) != script]
    tell(f"Published: {', '.join(changed) or 'files of the funnels'}. New prospects get it.")


def _state(folder: Path) -> dict[Path, tuple[int, int]]:
    """When each file was changed, and its size."""
    files = (path for path in folder.glob("*/**/*") if path.is_file())
    return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in files}
