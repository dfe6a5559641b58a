"""A schema for editors that is not the one the code makes is found."""

from pathlib import Path

from tools import schema

BREACH = ["it differs from the code: run `make format`"]


def test_another_schema_is_found(project: Path) -> None:
    file = project / schema.FILE
    file.write_text(file.read_text(encoding="utf-8").replace('"title"', '"name"', 1), encoding="utf-8")
    assert list(schema.breaches()) == BREACH


def test_a_missing_schema_is_found(project: Path) -> None:
    (project / schema.FILE).unlink()
    assert list(schema.breaches()) == BREACH
