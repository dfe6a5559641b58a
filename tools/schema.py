"""The JSON Schemas that editors read are those the code makes."""

from collections.abc import Iterator
from pathlib import Path

from funnels.definition.schema import json_schema
from funnels.dialogue.schema import dialogues_schema

FILES = {Path("funnels/funnel.schema.json"): json_schema, Path("funnels/dialogues.schema.json"): dialogues_schema}


def breaches() -> Iterator[str]:
    """One for each file that is not what `voronka schema` prints."""
    for file, made in FILES.items():
        if not file.is_file() or file.read_text(encoding="utf-8") != made():
            yield f"{file} differs from the code: run `make format`"
