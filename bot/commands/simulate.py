"""The month ahead as the owner's report: people who act by probabilities walk the funnel on a moved clock.

How likely people act is assumed, taken from the database with --history, or said in a file: --write-probabilities
writes one to fill in, --probabilities reads it. The same seed and first day give the same figures.
"""

import argparse
import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.clock import Clock
from bot.errors import StartError
from bot.output import write_result
from bot.reports.charts import to_png
from bot.reports.funnel_picture import funnel_svg
from bot.reports.simulation import SimulationReport, simulation_report
from bot.reports.simulation_json import simulation_json
from bot.reports.simulation_text import render_simulation
from bot.settings import Settings, read_settings
from funnels.definition.document import FILE
from funnels.definition.load import load_folder
from funnels.definition.script import Script
from funnels.engine.catalogue import Catalogue
from funnels.engine.hours import zone
from funnels.engine.walking import EndlessLoopError
from funnels.simulation.estimates import Estimate, default_estimates
from funnels.simulation.history import StepHistory, with_history
from funnels.simulation.play import NoWayInError, Plan, Simulated, simulate
from funnels.simulation.probabilities import load_probabilities
from funnels.simulation.writing import as_yaml
from storage.database import Database
from storage.queries.acts import step_history

_SECONDS_A_MINUTE = 60


def configure(parser: argparse.ArgumentParser) -> None:
    """Which funnel, who comes, and by what they act."""
    parser.add_argument("funnel", help="the funnel's name")
    parser.add_argument("--folder", type=Path, help="the folder with the funnels (default: FUNNELS_DIR)")
    parser.add_argument("--people", type=_positive, default=1000, help="how many come (default: 1000)")
    parser.add_argument("--days", type=_positive, default=30, help="over how many days, all simulated (default: 30)")
    parser.add_argument("--seed", type=int, default=1, help="what chance begins with (default: 1)")
    parser.add_argument("--from", dest="first_day", type=_day, metavar="DATE", help="the first day (default: today)")
    parser.add_argument("--probabilities", type=Path, metavar="FILE", help="how likely people act, step by step")
    parser.add_argument("--history", action="store_true", help="go by what people did before, from the database")
    parser.add_argument(
        "--write-probabilities", type=Path, metavar="FILE", help="write the probabilities to a new file, and no report"
    )
    parser.add_argument("--format", choices=("text", "json", "png"), default="text", help="default: text")
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help="of a PNG; default: light")
    parser.add_argument("--output", type=Path, help="a file instead of standard output")


def run(options: argparse.Namespace) -> int:
    """Write the report, or the file of probabilities; raises StartError, or ScriptError for a file with mistakes."""
    settings = read_settings()
    folder = options.folder or settings.funnels_dir
    catalogue = Catalogue(live={script.funnel: script for script in load_folder(folder, timezone=settings.timezone)})
    if options.funnel not in catalogue.live:
        raise StartError(f"There is no funnel `{options.funnel}`. There are: {', '.join(catalogue.live)}.")
    script = catalogue.live[options.funnel]
    estimates = _estimates(options, script, settings)
    if options.write_probabilities:
        _write_new(options.write_probabilities, as_yaml(script, estimates))
        return 0
    today = Clock().now().astimezone(zone(script.timezone)).date()
    plan = Plan(people=options.people, days=options.days, first_day=options.first_day or today)
    report = simulation_report(
        script,
        _simulated(catalogue, script, plan, estimates, options.seed),
        plan=plan,
        seed=options.seed,
        estimates=estimates,
        file=folder / script.funnel / FILE,
        per_minute=settings.send_per_second * _SECONDS_A_MINUTE,
    )
    content = _content(report, options, settings.language)
    write_result(content, options.output, is_picture=options.format == "png")
    return 0


def _content(report: SimulationReport, options: argparse.Namespace, language: str) -> bytes:
    match options.format:
        case "json":
            return (json.dumps(simulation_json(report), ensure_ascii=False, indent=2) + "\n").encode()
        case "png":
            return to_png(funnel_svg(report.funnel, language, options.theme))
        case _:
            return (render_simulation(report, language) + "\n").encode()


def _simulated(
    catalogue: Catalogue, script: Script, plan: Plan, estimates: Mapping[str, Estimate], seed: int
) -> Simulated:
    chance = Random(seed)  # noqa: S311  # a simulation, not a secret
    try:
        with _progress(f"{plan.days} days") as progress:
            return simulate(catalogue, script.funnel, plan, estimates=estimates, chance=chance, progress=progress)
    except NoWayInError as error:
        raise StartError(
            f"Nobody can come into `{script.funnel}` by themselves: add links:, events: or default: true to its start:."
        ) from error
    except EndlessLoopError as error:
        raise StartError(f"The simulation cannot go on: {error}.") from error


@contextmanager
def _progress(what: str) -> Iterator[Callable[[float], None]]:
    """A bar on standard error where that is a terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=1.0)
        yield lambda share: progress.update(task, completed=share)


def _estimates(options: argparse.Namespace, script: Script, settings: Settings) -> dict[str, Estimate]:
    """The file's before what history tells before what is assumed."""
    estimates = default_estimates(script)
    if options.history:
        history = asyncio.run(_history(settings, script.funnel))
        if not history:
            raise StartError(f"Nobody has walked `{script.funnel}` in this database yet: leave --history out.")
        estimates = with_history(script, estimates, history)
    if options.probabilities:
        estimates = load_probabilities(options.probabilities, script, estimates)
    return estimates


async def _history(settings: Settings, funnel: str) -> dict[str, StepHistory]:
    database = await Database.open(settings.database_url)
    try:
        async with database.read() as connection:
            return await step_history(connection, funnel)
    finally:
        await database.close()


def _write_new(file: Path, text: str) -> None:
    """Never over a file that somebody has filled in."""
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(text)
    except FileExistsError as error:
        raise StartError(f"{file} is there already: name a new file, or delete it.") from error
    except OSError as error:
        raise StartError(f"Cannot write {file}: {error.strerror}.") from error


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"`{text}` is not a whole number from 1 on")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is not a date such as 2026-03-02") from None
