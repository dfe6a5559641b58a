"""The marketers' folder becomes the catalogue: every changed script is a new version, kept whole in storage."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.clock import Clock
from funnels.definition.load import load_folder, load_version
from funnels.definition.script import Script
from funnels.engine.catalogue import Catalogue
from funnels.steps.call import Call
from storage import scripts
from storage.database import Database
from storage.scripts import KeptScript


class OlderVersions(Mapping[tuple[str, int], Script]):
    """Versions that are not live any more; each is compiled when somebody who is pinned to it comes by."""

    def __init__(self, kept: list[KeptScript], *, timezone: str) -> None:
        self._sources = {(script.funnel, script.version): script.source for script in kept}
        self._timezone = timezone
        self._compiled: dict[tuple[str, int], Script] = {}

    def __getitem__(self, key: tuple[str, int]) -> Script:
        if key not in self._compiled:
            funnel, version = key
            source = self._sources[key]
            self._compiled[key] = load_version(source, funnel=funnel, version=version, timezone=self._timezone)
        return self._compiled[key]

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


async def publish(database: Database, folder: Path, *, timezone: str, clock: Clock) -> Catalogue:
    """Accept the scripts as they are now. Raises ScriptError, having changed nothing, when any has a mistake."""
    loaded = load_folder(folder, timezone=timezone)
    live: dict[str, Script] = {}
    async with database.write() as connection:
        for script in loaded:
            version = await scripts.accept(connection, script.funnel, script.source, clock.now())
            live[script.funnel] = script.as_version(version)
        kept = await scripts.kept(connection)
    older = [script for script in kept if script.funnel not in live or live[script.funnel].version != script.version]
    return Catalogue(live=live, older=OlderVersions(older, timezone=timezone))


def calls_others(script: Script) -> bool:
    """Whether the script calls other systems."""
    steps = any(place.step.verb == Call.verb for place in script.places.values())
    return steps or any(product.deliver.call for product in script.products.values())


async def newest(database: Database, *, timezone: str) -> dict[str, Script]:
    """The newest accepted version of every funnel, without looking at the folder: what the bot knows."""
    async with database.read() as connection:
        kept = await scripts.kept(connection)
    latest = {script.funnel: script for script in kept}
    return {
        name: load_version(script.source, funnel=name, version=script.version, timezone=timezone)
        for name, script in latest.items()
    }


async def kept_catalogue(database: Database, *, timezone: str) -> Catalogue:
    """Every version that was ever accepted, the newest as live ones, without looking at the folder."""
    async with database.read() as connection:
        kept = await scripts.kept(connection)
    return Catalogue(live=await newest(database, timezone=timezone), older=OlderVersions(kept, timezone=timezone))
