"""Play the dialogues of the scripts on a moved clock; one that goes otherwise is shown with its transcript.

With --record a chat page opens instead, and what you play there can be saved as a dialogue.
"""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from bot.dialogues import FORMATS, Played
from bot.errors import StartError
from bot.settings import read_settings
from funnels.definition.document import FILE as SCRIPT
from funnels.definition.examine import examine_files, funnels_in
from funnels.definition.findings import ScriptError
from funnels.dialogue.file import FILE, Written, load_dialogues
from funnels.dialogue.player import play
from funnels.engine.catalogue import Catalogue


def configure(parser: argparse.ArgumentParser) -> None:
    """Which of them, and for whom."""
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help=f"a folder of funnels, a funnel's folder or name, or a {FILE} (default: FUNNELS_DIR)",
    )
    parser.add_argument(
        "-k", dest="words", metavar="TEXT", default="", help="only dialogues with these words in their names"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="text, or github (annotations)")
    parser.add_argument("--record", action="store_true", help="play in the browser, and save that as dialogues")


def run(options: argparse.Namespace) -> int:
    """0 when every dialogue goes as written.

    Raises:
        StartError: there is nothing at a path.
        ScriptError: a script has an error, or there is no funnel in a folder.
    """
    settings = read_settings()
    paths = options.paths or [settings.funnels_dir]
    scripts = dict.fromkeys(script for path in paths for script in _scripts(path, settings.funnels_dir))
    if options.record:
        return _record(scripts)
    played = [
        one
        for folder, some in groupby(scripts, key=lambda script: script.parent.parent)
        for one in _play(folder, list(some), options.words.casefold().split(), settings.timezone)
    ]
    FORMATS[options.format](played)
    return 1 if any(one.went_wrong for one in played) or not any(one.results for one in played) else 0


def _record(scripts: Iterable[Path]) -> int:
    """All funnels of the folder, as when the dialogue is played: a person may come to any of them."""
    from bot.commands import preview  # noqa: PLC0415  # the bot, for who plays it: it takes a second to load

    folders = {script.parent.parent for script in scripts}
    if len(folders) > 1:
        raise StartError("Dialogues are recorded in one folder of funnels: name one path.")
    return preview.record(folders.pop())


def _play(folder: Path, scripts: list[Path], words: list[str], timezone: str) -> Iterator[Played]:
    """The dialogues of some funnels of a folder; people of a dialogue may meet its other funnels too."""
    catalogue = _catalogue(folder, scripts, timezone)
    for script in scripts:
        played = Played(funnel=script.parent.name)
        try:
            dialogues = load_dialogues(script.with_name(FILE), catalogue)
        except ScriptError as error:
            played = replace(played, findings=error.findings)
        else:
            chosen = [one for one in dialogues if _has(words, one)]
            played = replace(played, results=tuple((one, play(one.dialogue, catalogue)) for one in chosen))
        yield played


def _has(words: Iterable[str], written: Written) -> bool:
    name = written.dialogue.dialogue.casefold()
    return all(word in name for word in words)


def _catalogue(folder: Path, scripts: Iterable[Path], timezone: str) -> Catalogue:
    """The funnels of a folder that can be walked; raises ScriptError when one of these cannot."""
    files = funnels_in(folder)
    examined = dict(zip(files, examine_files(files, timezone=timezone), strict=True))
    if errors := [one for path in scripts for one in examined[path].findings if one.severity == "error"]:
        raise ScriptError(*errors)
    walkable = (one.script for one in examined.values() if one.script is not None)
    return Catalogue(live={script.funnel: script for script in walkable})


def _scripts(path: Path, home: Path) -> list[Path]:
    """The scripts whose dialogues stand at a path that was named."""
    if path.is_file() and path.name in (FILE, SCRIPT):
        path = path.parent
    elif not path.exists() and (home / path / SCRIPT).is_file():
        path = home / path
    if not path.is_dir():
        known = ", ".join(script.parent.name for script in funnels_in(home))
        raise StartError(
            f"There is no `{path}`. Name a folder of funnels, a funnel's folder or a {FILE}, or one of these: {known}."
        )
    folder = path.absolute()  # `.` has a parent then
    if not (folder / SCRIPT).is_file():
        return funnels_in(path)
    return [script for script in funnels_in(_shown(path)) if script.parent.name == folder.name]


def _shown(path: Path) -> Path:
    """The folder that holds a funnel's folder, as short as it was named."""
    return path.parent if path.name not in ("", "..") else path.absolute().parent
