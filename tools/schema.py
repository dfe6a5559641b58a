"""The JSON Schema that editors read is the one the code makes."""

from collections.abc import Iterator
from pathlib import Path

from funnels.definition.schema import json_schema

FILE = Path("funnels/funnel.schema.json")


def breaches() -> Iterator[str]:
    """One, when the file is not what `voronka schema` prints."""
    if not FILE.is_file() or FILE.read_text(encoding="utf-8") != json_schema():
        yield "it differs from the code: run `make format`"
