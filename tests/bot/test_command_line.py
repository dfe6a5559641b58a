"""`voronka` itself: its help, its commands' help, what it says of a command or a funnel that is not there."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS

from .terminal import SCRIPT, TOKEN, Terminal, served


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_alone_it_names_every_command(terminal: Terminal, arguments: tuple[str, ...]) -> None:
    ended = terminal.runs(*arguments)
    assert ended.status == 0
    for name, purpose in COMMANDS.items():
        assert name in ended.output
        assert purpose.split()[0] in ended.output
    assert "voronka demo" in ended.output


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(terminal: Terminal, name: str) -> None:
    ended = terminal.runs(name, "--help")
    assert ended.status == 0
    assert ended.output.startswith(f"usage: voronka {name}")
    assert len(ended.output.splitlines()) > 3


def test_an_unknown_command_is_answered_with_those_there_are(terminal: Terminal) -> None:
    ended = terminal.runs("fly")
    assert ended.status == 2
    assert "fly" in ended.errors
    assert all(name in ended.errors for name in COMMANDS)


@pytest.mark.parametrize("command", ["stats", "preview", "test"])
def test_an_unknown_funnel_is_answered_with_those_there_are(terminal: Terminal, command: str) -> None:
    terminal.has_script(SCRIPT.replace("talk", "walk").replace("start: {default: true}", ""), name="walk")
    terminal.has_run()
    terminal.runs(command, "nowhere").says_in_one_line("There is no funnel `nowhere`", "talk, walk")


def test_stats_of_a_funnel_nobody_has_begun(terminal: Terminal) -> None:
    terminal.has_run()
    ended = terminal.runs("stats", "talk")
    assert ended.status == 0
    assert "The talk" in ended.output
    report = json.loads(terminal.runs("stats", "talk", "--format", "json").output)
    assert report["funnel"] == "talk"
    picture = terminal.folder / "funnel.png"
    assert terminal.runs("stats", "talk", "--format", "png", "--output", str(picture)).status == 0
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_stats_of_a_bot_that_never_ran(terminal: Terminal) -> None:
    terminal.runs("stats", "talk").says_in_one_line("knows no funnel yet", "voronka run")


def test_stats_into_a_folder_that_is_not_there(terminal: Terminal) -> None:
    terminal.has_run()
    ended = terminal.runs("stats", "talk", "--output", str(terminal.folder / "no" / "funnel.txt"))
    ended.says_in_one_line("funnel.txt")


def test_check_counts_what_is_right(terminal: Terminal) -> None:
    ended = terminal.runs("check")
    assert (ended.status, ended.errors) == (0, "")
    assert "talk: 1 stages, 1 steps" in ended.output


def test_run_ends_well_when_it_is_told_to(terminal: Terminal) -> None:
    with served() as url:
        environment = {**os.environ, "BOT_API_URL": url, "PYTHONPATH": str(Path(__file__).parents[2])}
        with subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            env=environment,
            cwd=terminal.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stderr is not None
            first = process.stderr.readline()
            time.sleep(0.1)
            process.send_signal(signal.SIGTERM)
            output, errors = process.communicate(timeout=20)
    assert process.returncode == 0, errors
    assert "bot is running" in first
    assert (output, errors) == ("", "")
    assert TOKEN not in first
