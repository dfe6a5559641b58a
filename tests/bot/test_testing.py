"""`voronka test` as a marketer and a workflow call it."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from bot.__main__ import INTERRUPTED
from bot.web.server import free_port

from .terminal import SCRIPT, Terminal

GOOD = """\
- dialogue: gives a name
  play:
    - user: /start
    - bot: [What is your name]
    - user: Anna
    - bot: []
  expect: {attributes: {called: Anna}}
"""
OTHERWISE = """\
# The name comes first.
- dialogue: is asked for a town
  play:
    - user: /start
    - bot:
        - your town
    - user: Tver
"""
PLACE = "funnels/scripts/talk/dialogues.yaml"
DIFFERENCE = (
    f"{PLACE}:6:11: error: the bot should say «your town», but it says «What is your name?»; "
    "change the script, or this line\n"
)


def has_dialogues(terminal: Terminal, text: str, name: str = "talk") -> None:
    (terminal.folder / "funnels" / "scripts" / name / "dialogues.yaml").write_text(text, encoding="utf-8")


def test_what_goes_as_written(terminal: Terminal) -> None:
    has_dialogues(terminal, GOOD)
    ended = terminal.runs("test")
    assert (ended.status, ended.errors) == (0, "")
    assert ended.output == "talk\n  ✓ gives a name\n1 dialogue of 1 funnel played: all went as written\n"


def test_what_goes_otherwise_has_its_line_and_the_transcript_with_a_mark(terminal: Terminal) -> None:
    has_dialogues(terminal, OTHERWISE + GOOD)
    ended = terminal.runs("test")
    assert (ended.status, ended.errors) == (1, "")
    assert ended.output == (
        "talk\n"
        "  ✗ is asked for a town\n"
        "      person   /start\n"
        "    → bot      What is your name?\n"
        f"{DIFFERENCE}"
        "  ✓ gives a name\n"
        "2 dialogues of 1 funnel played: 1 went otherwise\n"
    )


def test_dialogues_are_grouped_by_funnel_and_a_mistake_in_one_file_leaves_the_others_alone(terminal: Terminal) -> None:
    terminal.has_script(SCRIPT.replace("talk", "walk").replace("start: {default: true}", ""), name="walk")
    has_dialogues(terminal, "- {dialogue: x, play: [{pay: course}]}\n")
    has_dialogues(terminal, GOOD.replace("/start", "/start walk"), name="walk")
    ended = terminal.runs("test")
    assert ended.status == 1
    assert ended.output == (
        f"talk\n{PLACE}:1:30: error: there is no product `course`; the scripts have none\n"
        "walk\n  ✓ gives a name\n"
        "1 dialogue of 2 funnels played: all went as written; 1 mistake in the files\n"
    )


@pytest.mark.parametrize(
    "path", ["funnels/scripts/talk", "funnels/scripts/talk/", f"{PLACE}", "talk", "funnels/scripts/walk/../talk"]
)
def test_a_path_is_a_funnel_its_dialogues_or_its_name(terminal: Terminal, path: str) -> None:
    terminal.has_script("funnel: torn", name="walk")
    has_dialogues(terminal, GOOD)
    ended = terminal.runs("test", path)
    assert (ended.status, ended.output.splitlines()[-1]) == (0, "1 dialogue of 1 funnel played: all went as written")


def test_from_inside_a_funnels_folder(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    has_dialogues(terminal, OTHERWISE)
    monkeypatch.chdir(terminal.folder / "funnels" / "scripts" / "talk")
    assert "dialogues.yaml:6:11: error: " in terminal.runs("test", ".").output
    assert "dialogues.yaml:6:11: error: " in terminal.runs("test", "dialogues.yaml").output


def test_a_path_that_is_not_there(terminal: Terminal) -> None:
    terminal.runs("test", "nowhere").says_in_one_line("There is no `nowhere`", "one of these: talk")


def test_an_error_of_the_script_comes_first(terminal: Terminal) -> None:
    has_dialogues(terminal, GOOD)
    terminal.has_script(SCRIPT.replace("title", "titel"))
    terminal.runs("test").says_in_one_line("talk/funnel.yaml:3:1: `titel` is not known here")


@pytest.mark.parametrize(
    ("words", "count"), [("name", "1 dialogue"), ("TOWN asked", "1 dialogue"), ("a", "2 dialogues")]
)
def test_dialogues_are_chosen_by_words_in_their_names(terminal: Terminal, words: str, count: str) -> None:
    has_dialogues(terminal, OTHERWISE + GOOD)
    assert terminal.runs("test", "-k", words).output.splitlines()[-1].startswith(f"{count} of 1 funnel played")


def test_nothing_to_play_is_no_success(terminal: Terminal) -> None:
    assert terminal.runs("test").status == 1
    has_dialogues(terminal, GOOD)
    ended = terminal.runs("test", "-k", "nobody")
    assert (ended.status, ended.output) == (1, "no dialogues of 1 funnel played\n")


def test_github_gets_an_annotation_each(terminal: Terminal) -> None:
    has_dialogues(terminal, OTHERWISE + GOOD)
    ended = terminal.runs("test", "--format", "github")
    assert ended.status == 1
    assert ended.output == (
        f"::error file={PLACE},line=6,col=11::"
        "the bot should say «your town», but it says «What is your name?»; change the script, or this line\n"
    )


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_it_is_coloured_on_a_terminal_alone(tmp_path: Path, no_color: str, coloured: bool) -> None:
    folder = tmp_path / "talk"
    folder.mkdir()
    (folder / "funnel.yaml").write_text(SCRIPT, encoding="utf-8")
    (folder / "dialogues.yaml").write_text(GOOD, encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "test", str(tmp_path)]
    settings = {"TERM": "xterm", **({"NO_COLOR": no_color} if no_color else {})}
    ended = subprocess.run(command, stdout=theirs, env={**os.environ, **settings}, timeout=60, check=False)
    os.close(theirs)
    said = os.read(ours, 10_000).decode()
    os.close(ours)
    assert ended.returncode == 0
    assert ("\033[32m" in said) is coloured
    assert "✓ gives a name" in said


def test_record_opens_a_chat_page_on_a_clock_that_stands_still(terminal: Terminal) -> None:
    terminal.has_script(SCRIPT.replace("talk", "walk").replace("start: {default: true}", ""), name="walk")
    command = [sys.executable, "-m", "bot", "test", "talk", "--record"]
    environment = {**os.environ, "HTTP_PORT": str(free_port("127.0.0.1")), "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, cwd=terminal.folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert "Save as dialogue" in said
        url = said.split()[1]
        with urlopen(f"{url}/api/clock") as answer:
            assert json.load(answer)["recording"] is True
        with urlopen(f"{url}/api/funnels") as answer:
            assert [funnel["funnel"] for funnel in json.load(answer)] == ["talk", "walk"]
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == INTERRUPTED


def test_dialogues_are_recorded_in_one_folder(terminal: Terminal) -> None:
    other = terminal.folder / "other" / "walk"
    other.mkdir(parents=True)
    (other / "funnel.yaml").write_text(SCRIPT.replace("talk", "walk"), encoding="utf-8")
    terminal.runs("test", "other", "talk", "--record").says_in_one_line("name one path")
