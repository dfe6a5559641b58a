"""Say everything that is wrong in the scripts: file:line:column, what is wrong, what to write instead."""

import argparse
import sys
from pathlib import Path

from bot.settings import read_settings
from funnels.definition.load import FILE, load_folder, load_placed


def configure(parser: argparse.ArgumentParser) -> None:
    """Where the scripts are."""
    parser.add_argument(
        "folder", nargs="?", type=Path, help="the folder with the funnels, or that of one (default: FUNNELS_DIR)"
    )


def run(options: argparse.Namespace) -> int:
    """0 when nothing is wrong; raises ScriptError otherwise."""
    settings = read_settings()
    folder = options.folder or settings.funnels_dir
    one = folder if folder.name == FILE else folder / FILE
    if one.is_file():
        scripts = [load_placed(one, timezone=settings.timezone)]
    else:
        scripts = load_folder(folder, timezone=settings.timezone)
    for script in scripts:
        sys.stdout.writelines(f"warning: {finding}\n" for finding in script.warnings)
        sys.stdout.write(f"{script.funnel}: no mistakes (stages: {len(script.stages)}, steps: {len(script.order)})\n")
    return 0
