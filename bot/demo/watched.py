"""A crowd that walks while a bar in the terminal shows how far it is."""

from datetime import timedelta

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.demo.crowd import Crowd
from bot.errors import StartError
from bot.preview.session import Preview
from funnels.definition.script import Script


async def watched(console: Console, crowd: Crowd, *, days: int) -> None:
    """Let it walk for so many days of the moved clock."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(f"{days} days", total=1.0)
        await crowd.walk(days=days, progress=lambda share: progress.update(task, completed=share))


async def walk_everywhere(console: Console, preview: Preview, *, people: int, days: int) -> None:
    """A crowd comes over so many days, to every funnel that begins by a link or by itself; it cools half-way.

    Raises:
        StartError: no funnel does.
    """
    links = [link for script in preview.app.context.runner.catalogue.live.values() for link in _ways_in(script)]
    if not links:
        raise StartError("No funnel here begins by a link or by itself: a crowd cannot come in.")
    arriving = timedelta(days=days)
    crowd = Crowd(preview, size=people, links=links, seed=1, arriving=arriving, cools_after=arriving / 2)
    await watched(console, crowd, days=days)


def _ways_in(script: Script) -> list[str]:
    start = script.file.start
    return [*start.links[:1]] or ([""] if start.default else [])
