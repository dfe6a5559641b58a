"""Say everything that is wrong or unwise in the scripts: file:line:column, what it is, what to write instead."""

import argparse
import os
import sys
from dataclasses import replace
from itertools import chain
from pathlib import Path

from bot.clock import Clock
from bot.errors import StartError
from bot.findings import FORMATS, as_text, summary
from funnels.definition.document import FILE
from funnels.definition.examine import examine_files, funnels_in


def configure(parser: argparse.ArgumentParser) -> None:
    """Which scripts, and for whom."""
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="a folder of funnels, a funnel's folder, or a funnel.yaml (default: FUNNELS_DIR)",
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="text, json (a list of objects) or github (annotations)"
    )
    parser.add_argument("--strict", action="store_true", help="take warnings for errors")


def run(options: argparse.Namespace) -> int:
    """0 when there is no error; 1 otherwise.

    Raises:
        StartError: there is nothing at a path.
        ScriptError: there is no funnel in a folder.
    """
    files = dict.fromkeys(
        chain.from_iterable(map(_scripts, options.paths)) if options.paths else funnels_in(_default())
    )
    findings = sorted(chain.from_iterable(one.findings for one in examine_files(files, now=Clock().now())))
    if options.strict:
        findings = [replace(one, severity="error") for one in findings]
    if options.format == "text":
        coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        sys.stdout.write(as_text(findings, coloured=coloured) + summary(findings, len(files)))
    else:
        sys.stdout.write(FORMATS[options.format](findings))
    return 1 if any(one.severity == "error" for one in findings) else 0


def _default() -> Path:
    from bot.settings import read_settings  # noqa: PLC0415  # a fifth of a second, for who names no path

    return read_settings().funnels_dir


def _scripts(path: Path) -> list[Path]:
    """The files of the funnels at a path that was named."""
    if path.is_file():
        return [path]
    if not path.exists():
        raise StartError(f"There is no `{path}`. Name a folder of funnels, a funnel's folder or a {FILE}.")
    if (path / FILE).is_file():
        return [path / FILE]
    return funnels_in(path)
