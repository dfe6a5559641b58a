"""`voronka` itself: its help, its commands' help, what it says of a command or a funnel that is not there."""

import json
import socket
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib.abc import MetaPathFinder
from importlib.metadata import version

import pytest

from bot.__main__ import COMMANDS, INTERRUPTED

from .crash_bot import voronka
from .terminal import SCRIPT, TOKEN, Terminal, served


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_alone_it_names_every_command(terminal: Terminal, arguments: tuple[str, ...]) -> None:
    ended = terminal.runs(*arguments)
    assert ended.status == 0
    for name, purpose in COMMANDS.items():
        assert name in ended.output
        assert purpose.split()[0] in ended.output
    assert "voronka demo" in ended.output


def test_it_has_a_version(terminal: Terminal) -> None:
    assert terminal.runs("--version").output == f"voronka {version('voronka')}\n"


class Impatient(MetaPathFinder):
    """Somebody who presses Ctrl+C while a command is being loaded."""

    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname == "bot.commands.stats":
            raise KeyboardInterrupt


def test_who_presses_ctrl_c_at_once_sees_no_traceback(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "bot.commands.stats", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Impatient(), *sys.meta_path])
    ended = terminal.runs("stats")
    assert (ended.status, ended.output, ended.errors) == (INTERRUPTED, "", "")


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


@pytest.mark.parametrize("command", ["stats", "preview"])
def test_an_unknown_funnel_is_answered_with_those_there_are(terminal: Terminal, command: str) -> None:
    terminal.has_script(SCRIPT.replace("talk", "walk").replace("start: {default: true}", ""), name="walk")
    terminal.has_run()
    terminal.runs(command, "nowhere").says_in_one_line("There is no funnel `nowhere`", "talk, walk")


def test_stats_in_days_that_were_not_counted_says_so_instead_of_figures(terminal: Terminal) -> None:
    terminal.has_run()
    terminal.sets(TIMEZONE="Asia/Tokyo")
    terminal.runs("stats", "talk").says_in_one_line("not counted in days of Asia/Tokyo", "voronka recount")
    assert terminal.runs("recount").status == 0
    assert terminal.runs("stats", "talk").status == 0


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


@pytest.mark.parametrize(
    "arguments",
    [
        ("30", "calendar", "source=vk", "again"),
        ("--period", "30", "--by", "calendar", "--only", "source=vk", "--again"),
        ("за 30 дней", "--by", "calendar", "источник=vk", "повторно"),
    ],
)
def test_stats_asks_by_options_as_by_words(terminal: Terminal, arguments: tuple[str, ...]) -> None:
    terminal.has_run()
    report = json.loads(terminal.runs("stats", "talk", *arguments, "--format", "json").output)
    first, last = date.fromisoformat(report["first_day"]), date.fromisoformat(report["last_day"])
    assert (last - first).days == 29
    assert (report["by"], report["only"], report["again"]) == ("calendar", {"slice": "source", "value": "vk"}, True)
    assert [stage["stage"] for stage in report["stages"]] == ["only"]


def test_what_a_report_does_not_heed_is_refused(terminal: Terminal) -> None:
    terminal.has_run()
    ended = terminal.runs("stats", "talk", "30", "--by", "calendar", "--report", "weak")
    assert ended.status == 1
    assert "voronka stats --report weak не учитывает: по дате события." in ended.errors
    assert "voronka stats --report weak talk 30\n" in ended.errors
    assert terminal.runs("stats", "--report", "weak", "talk", "30").status == 0


def test_stats_says_what_can_be_asked(terminal: Terminal) -> None:
    terminal.has_run()
    ended = terminal.runs("stats", "talk", "sourse")
    assert ended.status == 1
    assert "«sourse»" in ended.errors
    assert "voronka stats talk 30 источник" in ended.errors
    ended.hides_its_secrets()


def test_stats_of_a_bot_that_never_ran(terminal: Terminal) -> None:
    terminal.runs("stats", "talk").says_in_one_line("knows no funnel yet", "voronka run")


def test_stats_into_a_folder_that_is_not_there(terminal: Terminal) -> None:
    terminal.has_run()
    ended = terminal.runs("stats", "talk", "--output", str(terminal.folder / "no" / "funnel.txt"))
    ended.says_in_one_line("funnel.txt")


@pytest.mark.parametrize("named", ["funnels/scripts/talk", "funnels/scripts/talk/funnel.yaml"])
def test_check_of_one_funnel_leaves_the_others_alone(terminal: Terminal, named: str) -> None:
    terminal.has_script("funnel: torn", name="torn")
    ended = terminal.runs("check", named)
    assert (ended.status, ended.errors) == (0, "")
    assert "1 funnel checked: no errors" in ended.output


def test_a_dialogue_that_goes_otherwise_shows_who_did_what_outside_the_chat(terminal: Terminal) -> None:
    terminal.has_script(STAFFED)
    (terminal.folder / "funnels" / "scripts" / "talk" / "dialogues.yaml").write_text(OTHERWISE, encoding="utf-8")
    ended = terminal.runs("test")
    assert ended.status == 1
    for said in (
        "told     Call",
        "staff    staff: done",
        "outside  event: rain",
        "the bot should say «Sun», but it is silent",
    ):
        assert said in ended.output


STAFFED = """
funnel: talk
language: en
stages: [{stage: one, steps: [{task: Call}, {wait: 1 day}]}]
"""

OTHERWISE = """
- dialogue: staff and the weather
  play:
    - user: /start
    - staff: done
    - event: rain
    - bot: [Sun]
"""


def test_check_from_inside_a_funnels_folder(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(terminal.folder / "funnels" / "scripts" / "talk")
    assert terminal.runs("check", ".").status == 0
    (terminal.folder / "funnels" / "scripts" / "talk").rename(terminal.folder / "funnels" / "scripts" / "chat")
    assert "funnel.yaml:2:9: error: the funnel `talk` is in the folder `chat`" in terminal.runs("check", ".").output


@pytest.fixture
def environment(terminal: Terminal) -> dict[str, str]:
    """What `voronka run` needs to be set, but for the server."""
    return {"BOT_TOKEN": TOKEN, "HTTP_PORT": "0", "DATABASE_URL": f"sqlite:///{terminal.folder}/voronka.db"}


def test_run_ends_well_when_it_is_told_to(terminal: Terminal, environment: dict[str, str]) -> None:
    said = terminal.folder / "said"
    with served() as url:
        process = voronka(terminal.folder, {**environment, "BOT_API_URL": url}, said)
        _until(lambda: said.exists() and "bot is running" in said.read_text(encoding="utf-8"))
        process.terminate()
        process.join(10)
    assert process.exitcode == 0
    (line,) = said.read_text(encoding="utf-8").splitlines()
    assert TOKEN not in line


def test_run_can_be_ended_while_it_still_waits_for_telegram(terminal: Terminal, environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        process = voronka(terminal.folder, {**environment, "BOT_API_URL": url}, terminal.folder / "said")
        _until((terminal.folder / "voronka.db").exists)
        time.sleep(0.5)
        process.terminate()
        process.join(5)
        ended = process.exitcode
        process.kill()
    assert ended == 0
    assert (terminal.folder / "said").read_text(encoding="utf-8") == ""


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.02)
