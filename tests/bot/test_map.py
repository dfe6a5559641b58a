"""`voronka map`: by name or path, in each form, to a file or standard output, without loading the bot."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from .terminal import Terminal

WITHOUT_TELEGRAM = """
import sys
from bot.__main__ import main
assert main(["map", "talk", "--format", "png", "--output", "map.png"]) == 0
sys.exit(",".join({"aiogram", "sqlalchemy", "apscheduler"} & set(sys.modules)) or 0)
"""


@pytest.mark.parametrize("given", ["talk", "funnels/scripts/talk", "funnels/scripts/talk/funnel.yaml"])
def test_a_funnel_is_found_by_its_name_and_by_its_path(terminal: Terminal, given: str) -> None:
    path = given if given == "talk" else str(terminal.folder / given)
    ended = terminal.runs("map", path, "--format", "mermaid")
    assert (ended.status, ended.errors) == (0, "")
    assert ended.output.startswith("flowchart TD\n")


def test_each_form_is_written(terminal: Terminal) -> None:
    file = terminal.folder / "map"
    assert terminal.runs("map", "talk", "--output", str(file)).output == ""
    assert ET.fromstring(file.read_text(encoding="utf-8")).tag.endswith("svg")
    terminal.runs("map", "talk", "--format", "png", "--output", str(file))
    assert file.read_bytes().startswith(b"\x89PNG")


def test_a_funnel_that_is_not_there_is_answered_with_those_there_are(terminal: Terminal) -> None:
    terminal.runs("map", "nowhere").says_in_one_line("There is no funnel `nowhere`", "talk")


def test_a_script_with_a_mistake_is_answered_with_its_line(terminal: Terminal) -> None:
    terminal.has_script("funnel: talk\nstages: []\n")
    ended = terminal.runs("map", "talk")
    assert (ended.status, ended.output) == (1, "")
    assert "funnel.yaml:2:" in ended.errors


def test_a_file_that_cannot_be_written_is_named(terminal: Terminal) -> None:
    terminal.runs("map", "talk", "--output", str(terminal.folder / "no" / "map.svg")).says_in_one_line("map.svg")


def test_it_does_not_load_the_bot(terminal: Terminal, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_TELEGRAM], cwd=terminal.folder, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
