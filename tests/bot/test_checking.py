"""`voronka check` as a marketer, an editor and a workflow call it."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from bot.findings import as_github
from funnels.definition.findings import Finding
from tests.funnels.scripts import FLAGSHIPS

from .terminal import SCRIPT, Terminal

UNWISE = SCRIPT.replace("start: {default: true}", "").replace("funnel: talk", "funnel: talk  # voronka: ok")
"""One warning, on line 9."""
WISE = UNWISE + "        follow_ups: [{after: 1 hour, message: Well?}]\n"
BROKEN = UNWISE.replace("ask:", "aske:")
"""One error, on line 9."""


def test_what_is_right(terminal: Terminal) -> None:
    terminal.has_script(WISE)
    ended = terminal.runs("check")
    assert (ended.status, ended.output, ended.errors) == (0, "1 funnel checked: no errors, no warnings\n", "")


def test_every_error_and_warning_of_every_funnel_by_place(terminal: Terminal) -> None:
    terminal.has_script(UNWISE.replace("talk", "walk"), name="walk")
    terminal.has_script(BROKEN.replace("title", "titel"))
    ended = terminal.runs("check")
    assert (ended.status, ended.errors) == (1, "")
    assert ended.output == (
        "funnels/scripts/talk/funnel.yaml:3:1: error: `titel` is not known here; did you mean `title`?\n"
        "funnels/scripts/talk/funnel.yaml:9:9: error: this step has no verb, only `aske`, `save`; did you mean `ask`?\n"
        "funnels/scripts/walk/funnel.yaml:9:9: warning: this step waits for the person and never reminds them; "
        "add follow_ups, such as {after: 3 hours, message: …}, or end the line with `# voronka: ok`\n"
        "2 funnels checked: 2 errors, 1 warning\n"
    )


def test_warnings_are_errors_only_if_asked_for(terminal: Terminal) -> None:
    terminal.has_script(UNWISE)
    assert terminal.runs("check").status == 0
    strict = terminal.runs("check", "--strict")
    assert strict.status == 1
    assert strict.output.endswith("1 funnel checked: 1 error, no warnings\n")


@pytest.mark.parametrize("path", ["funnels/scripts", "funnels/scripts/walk", "funnels/scripts/walk/funnel.yaml"])
def test_a_path_is_a_folder_of_funnels_a_funnel_or_its_file(terminal: Terminal, path: str) -> None:
    terminal.has_script(WISE)
    terminal.has_script(UNWISE.replace("talk", "walk"), name="walk")
    ended = terminal.runs("check", path, "funnels/scripts/walk")
    assert ended.output.count("funnels/scripts/walk/funnel.yaml:9:9: warning:") == 1
    assert ended.output.count("\n") == 2


def test_two_funnels_that_were_named_are_compared(terminal: Terminal) -> None:
    for name in ("talk", "walk"):
        terminal.has_script(SCRIPT.replace("talk", name), name=name)
    assert "error:" not in terminal.runs("check", "funnels/scripts/walk").output
    both = terminal.runs("check", "funnels/scripts/talk", "funnels/scripts/walk")
    assert (
        "walk/funnel.yaml:5:18: error: a bare /start begins one funnel, and `talk` is the default funnel already"
        in both.output
    )


def test_a_path_that_is_not_there(terminal: Terminal) -> None:
    terminal.runs("check", "nowhere").says_in_one_line("There is no `nowhere`")


def test_a_folder_without_funnels(terminal: Terminal) -> None:
    (terminal.folder / "empty").mkdir()
    terminal.runs("check", "empty").says_in_one_line("empty:1:1: there is no funnel here")


def test_json_is_a_list_of_findings(terminal: Terminal) -> None:
    terminal.has_script(UNWISE)
    (warning,) = json.loads(terminal.runs("check", "--format", "json").output)
    assert warning == {
        "file": "funnels/scripts/talk/funnel.yaml",
        "line": 9,
        "column": 9,
        "severity": "warning",
        "problem": "this step waits for the person and never reminds them",
        "remedy": "add follow_ups, such as {after: 3 hours, message: …}, or end the line with `# voronka: ok`",
    }
    terminal.has_script(WISE)
    assert json.loads(terminal.runs("check", "--format", "json").output) == []


def test_github_gets_an_annotation_each(terminal: Terminal) -> None:
    terminal.has_script(BROKEN)
    ended = terminal.runs("check", "--format", "github")
    assert ended.status == 1
    assert ended.output == (
        "::error file=funnels/scripts/talk/funnel.yaml,line=9,col=9::"
        "this step has no verb, only `aske`, `save`; did you mean `ask`?\n"
    )


def test_what_githubs_annotations_are_made_of_is_escaped() -> None:
    finding = Finding("C:\\a,b%.yaml", 1, 2, "100 %, two\r\nlines: ::error::", "so", "warning")
    assert as_github([finding]) == (
        "::warning file=C%3A\\a%2Cb%25.yaml,line=1,col=2::100 %25, two%0D%0Alines: ::error::; so\n"
    )


def test_the_shipped_scripts_have_nothing_to_warn_of(terminal: Terminal) -> None:
    ended = terminal.runs("check", "--strict", str(FLAGSHIPS))
    assert (ended.status, ended.output) == (0, "2 funnels checked: no errors, no warnings\n")


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_it_is_coloured_on_a_terminal_alone(tmp_path: Path, no_color: str, coloured: bool) -> None:
    script = tmp_path / "talk" / "funnel.yaml"
    script.parent.mkdir()
    script.write_text(BROKEN, encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "check", str(tmp_path)]
    ended = subprocess.run(command, stdout=theirs, env={**os.environ, "NO_COLOR": no_color}, timeout=60, check=False)
    os.close(theirs)
    said = os.read(ours, 10_000).decode()
    os.close(ours)
    assert ended.returncode == 1
    assert ("\033[1;31merror:\033[0m" in said) is coloured
    assert "error:" in said
