"""The command line: `voronka COMMAND`, the same as `python -m bot COMMAND`.

A command is a module of `bot.commands`, imported only when it is called: checking a script does not load the bot.
"""

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from bot.errors import StartError
from funnels.definition.findings import ScriptError
from storage.errors import DatabaseError

COMMANDS = {
    "run": "start the bot on Telegram",
    "demo": "watch a funnel work, with no token and no server",
    "preview": "play the prospect of your own funnels in the browser",
    "check": "say what is wrong in the scripts",
    "test": "play the dialogues of the scripts",
    "simulate": "play the month ahead by probabilities, as the owner's report",
    "map": "draw the script of a funnel: stages, steps and where they lead",
    "recount": "count the figures of the reports anew from the facts, or compare them",
    "stats": "any report of a funnel: how its stages convert, and all else",
    "why": "why a person got, or did not get, a message",
    "export": "the figures of a funnel as a workbook, or its facts as CSV files",
    "failed": "what failed: set aside or given up; play it again or drop it",
    "reconcile": "compare the payments with what Telegram and others have",
    "schema": "print the JSON Schema of funnel.yaml or dialogues.yaml for editors",
}

INTERRUPTED = 130
"""The exit status shells expect after Ctrl+C."""


def parser() -> argparse.ArgumentParser:
    """The command line with the names of all commands; a command's own options are in its module."""
    top = argparse.ArgumentParser(
        prog="voronka",
        description="A self-hosted Telegram autofunnel.",
        epilog="Begin with `voronka demo`. `voronka COMMAND --help` tells more of a command.",
    )
    top.add_argument("--version", action="store_true", help="show the version and exit")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, help_ in COMMANDS.items():
        commands.add_parser(name, help=help_, add_help=False)
    return top


def _load(command: str) -> Any:
    """The command's module. Nothing it imports is ever garbage, so the collector looks at none of it, now or later."""
    gc.disable()
    try:
        return import_module(f"bot.commands.{command}")
    finally:
        gc.freeze()
        gc.enable()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit status. What an operator can mend is said in a sentence, without a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given:
        parser().print_help()
        return 0
    if given[0] == "--version":
        from importlib.metadata import version  # noqa: PLC0415  # takes as long as all the rest, for who asks

        sys.stdout.write(f"voronka {version('voronka')}\n")
        return 0
    name = parser().parse_known_args(given[:1])[0].command
    try:
        module = _load(name)
        own = argparse.ArgumentParser(prog=f"voronka {name}", description=module.__doc__)
        module.configure(own)
        return int(module.run(own.parse_intermixed_args(given[1:])))
    except (StartError, ScriptError, DatabaseError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
