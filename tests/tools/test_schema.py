"""A schema for editors that is not the one the code makes is found."""

from pathlib import Path

import pytest

from tools import schema


@pytest.mark.parametrize("name", schema.FILES, ids=str)
def test_another_schema_is_found(name: Path, project: Path) -> None:
    file = project / name
    file.write_text(file.read_text(encoding="utf-8").replace('"title"', '"name"', 1), encoding="utf-8")
    assert list(schema.breaches()) == [f"{name} differs from the code: run `make format`"]


@pytest.mark.parametrize("name", schema.FILES, ids=str)
def test_a_missing_schema_is_found(name: Path, project: Path) -> None:
    (project / name).unlink()
    assert list(schema.breaches()) == [f"{name} differs from the code: run `make format`"]
