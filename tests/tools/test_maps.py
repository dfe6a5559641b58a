"""A map in the documents that is not the script's is found."""

from pathlib import Path

import pytest

from tools import maps

BREACH = ["docs/pictures/first-steps.mmd differs from the script: run `make format`"]


def test_the_map_of_the_documents_is_the_scripts(project: Path) -> None:
    assert list(maps.breaches()) == []


@pytest.mark.parametrize(("words", "other"), [("coffee friend", "friend of tea"), ("wait: 1 day", "wait: 2 days")])
def test_a_map_of_another_script_is_found(project: Path, words: str, other: str) -> None:
    script = project / maps.SCRIPT
    text = script.read_text(encoding="utf-8")
    assert words in text
    script.write_text(text.replace(words, other), encoding="utf-8")
    assert list(maps.breaches()) == BREACH


def test_a_map_that_is_not_there_is_found(project: Path) -> None:
    (project / maps.FILE).unlink()
    assert list(maps.breaches()) == BREACH
