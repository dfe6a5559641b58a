"""The marketers' folder becomes the catalogue: every changed script is a new version, kept whole in storage."""

from pathlib import Path

from bot.clock import Clock
from funnels.definition.load import load_folder, load_version
from funnels.engine.catalogue import Catalogue
from storage import scripts
from storage.database import Database


async def publish(database: Database, folder: Path, *, timezone: str, clock: Clock) -> Catalogue:
    """Accept the scripts as they are now. Raises ScriptError, having changed nothing, when any has a mistake."""
    loaded = load_folder(folder, timezone=timezone)
    live, older = {}, {}
    async with database.write() as connection:
        for script in loaded:
            version = await scripts.accept(connection, script.funnel, script.source, clock.now())
            live[script.funnel] = script.as_version(version)
        for funnel, version, source in await scripts.pinned(connection):
            if funnel not in live or live[funnel].version != version:
                older[funnel, version] = load_version(source, funnel=funnel, version=version, timezone=timezone)
    return Catalogue(live=live, older=older)
