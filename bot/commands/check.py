"""Say everything that is wrong in the scripts: file:line:column, what is wrong, what to write instead."""

import argparse
import sys
from pathlib import Path

from bot.settings import read_settings
from funnels.definition.load import load_folder


def configure(parser: argparse.ArgumentParser) -> None:
    """Where the scripts are."""
    parser.add_argument("folder", nargs="?", type=Path, help="the folder with the funnels (default: FUNNELS_DIR)")


def run(options: argparse.Namespace) -> int:
    """0 when nothing is wrong; raises ScriptError otherwise."""
    settings = read_settings()
    scripts = load_folder(options.folder or settings.funnels_dir, timezone=settings.timezone)
    for script in scripts:
        sys.stdout.writelines(f"warning: {finding}\n" for finding in script.warnings)
        sys.stdout.write(f"{script.funnel}: {len(script.stages)} stages, {len(script.order)} steps, no mistakes\n")
    return 0
