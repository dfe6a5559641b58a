"""Play the dialogues of the scripts on a moved clock; a dialogue that goes otherwise is shown with its transcript."""

import argparse
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.errors import StartError
from bot.settings import read_settings
from funnels.definition.load import load_folder
from funnels.dialogue.lines import FILE, load_dialogues
from funnels.dialogue.player import Result, play
from funnels.engine.catalogue import Catalogue

_ARROWS = {
    "person": "→",
    "bot": "←",
    "time": "⏱",
    "owner": "✓",
    "staff": "⇢",
    "told": "⇠",
    "outside": "⚡",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Which of them."""
    parser.add_argument("funnel", nargs="?", help="only this funnel's dialogues")
    parser.add_argument("--folder", type=Path, help="the folder with the funnels (default: FUNNELS_DIR)")


def run(options: argparse.Namespace) -> int:
    """0 when every dialogue goes as written."""
    settings = read_settings()
    folder = options.folder or settings.funnels_dir
    catalogue = Catalogue(live={script.funnel: script for script in load_folder(folder, timezone=settings.timezone)})
    if options.funnel not in (None, *catalogue.live):
        raise StartError(f"There is no funnel `{options.funnel}`. There are: {', '.join(catalogue.live)}.")
    console = Console(highlight=False, soft_wrap=True)
    played, failed = 0, 0
    for funnel in catalogue.live:
        if options.funnel in (None, funnel):
            for dialogue, line in load_dialogues(folder / funnel):
                result = play(dialogue, catalogue, line=line)
                played += 1
                failed += bool(result.problem)
                _show(console, folder / funnel / FILE, result)
    console.print(f"{played} dialogues played, {failed} went otherwise")
    return 1 if failed or not played else 0


def _show(console: Console, file: Path, result: Result) -> None:
    if not result.problem:
        console.print(Text(f"✓ {result.name}", style="green"))
        return
    console.print(Text(f"✗ {result.name}", style="bold red"))
    for said in result.transcript:
        console.print(Text(f"    {_ARROWS[said.who]} {said.text.strip()}", style="dim"))
    console.print(Text(f"  {file}:{result.line}: {result.problem}", style="red"))
