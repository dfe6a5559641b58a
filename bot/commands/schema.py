"""Print the JSON Schema of a script's file, from which editors complete and check while you type."""

import argparse
import sys

from funnels.definition.schema import json_schema
from funnels.dialogue.schema import dialogues_schema

SCHEMAS = {"funnel": json_schema, "dialogues": dialogues_schema}


def configure(parser: argparse.ArgumentParser) -> None:
    """The file whose schema it is."""
    parser.add_argument(
        "file", nargs="?", choices=SCHEMAS, default="funnel", help="funnel.yaml (default) or dialogues.yaml"
    )
    parser.epilog = "The project keeps them in funnels/funnel.schema.json and funnels/dialogues.schema.json."


def run(options: argparse.Namespace) -> int:
    """Write it to standard output."""
    sys.stdout.write(SCHEMAS[options.file]())
    return 0
