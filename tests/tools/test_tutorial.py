"""Who does what the tutorial says sees what the tutorial shows: every piece is written, every command is run."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.funnels.scripts import ROOT
from tests.tools.tutorial import Command, Piece, steps_of

TUTORIALS = sorted((ROOT / "docs").glob("writing-a-funnel*.md"))
FUNNEL = "photographer"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Voronka's folder as the working one, with the funnels that are shipped and an empty one."""
    shutil.copytree(ROOT / "funnels" / "scripts", tmp_path / "funnels" / "scripts")
    (tmp_path / "funnels" / "scripts" / FUNNEL).mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FUNNELS_DIR", raising=False)
    return tmp_path


def first_line(arguments: tuple[str, ...]) -> str:
    """What a command that goes on until it is ended says at first."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        env={**os.environ, "HTTP_PORT": "0", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout
        try:
            return process.stdout.readline()
        finally:
            process.terminate()


def test_there_is_one_in_either_language() -> None:
    assert [path.name for path in TUTORIALS] == ["writing-a-funnel.md", "writing-a-funnel.ru.md"]


@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda path: path.name)
def test_a_tutorial_can_be_followed(tutorial: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = list(steps_of(tutorial))
    assert {step.arguments[0] for step in steps if isinstance(step, Command)} == {"check", "test", "preview", "map"}
    for step in steps:
        if isinstance(step, Piece):
            step.write(folder / "funnels" / "scripts" / FUNNEL)
        elif step.arguments[0] == "preview":
            line = re.sub(r"(?<=127\.0\.0\.1:)\d+", "8080", first_line(step.arguments))
            assert line == step.output
        else:
            main(step.arguments)
            assert capsys.readouterr().out == step.output, f"after `voronka {' '.join(step.arguments)}`"
    assert (folder / f"{FUNNEL}.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_tutorials_differ_in_their_words_only() -> None:
    english, russian = map(list, map(steps_of, TUTORIALS))
    assert [_gist(step) for step in english] == [_gist(step) for step in russian]


def _gist(step: Piece | Command) -> tuple[str, ...]:
    return (step.file, step.where.partition(" ")[0]) if isinstance(step, Piece) else step.arguments
