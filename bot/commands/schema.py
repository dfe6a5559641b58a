"""Print the JSON Schema of funnel.yaml, from which editors complete and check while you type."""

import argparse
import sys

from funnels.definition.schema import json_schema


def configure(parser: argparse.ArgumentParser) -> None:
    """It has no options."""
    parser.epilog = "The project keeps it in funnels/funnel.schema.json."


def run(_options: argparse.Namespace) -> int:
    """Write it to standard output."""
    sys.stdout.write(json_schema())
    return 0
