"""`voronka failed` as an operator calls it."""

import json
import sqlite3
from contextlib import closing

from tests.bot.terminal import Terminal

ROW = (
    "INSERT INTO set_aside VALUES (NULL, 'update', {}, 7, '', '{{}}', 'TypeError (bot/x.py:1)', 'TypeError: no', "
    "'at x', 0, 1, NULL)"
)


def _has_failed(terminal: Terminal, *numbers: int) -> None:
    terminal.has_run()
    with closing(sqlite3.connect(terminal.folder / "voronka.db")) as database:
        for number in numbers:
            database.execute(ROW.format(number))
        database.commit()


def test_nothing_has_failed(terminal: Terminal) -> None:
    terminal.has_run()
    assert terminal.runs("failed").output == "Nothing has failed.\n"


def test_what_failed_is_listed(terminal: Terminal) -> None:
    _has_failed(terminal, 5)
    assert terminal.runs("failed").output == (
        "s1  update  1970-01-01 00:00 UTC  7  TypeError (bot/x.py:1): TypeError: no\n"
    )
    (one,) = json.loads(terminal.runs("failed", "--format", "json").output)
    assert (one["id"], one["cause"], one["traceback"], one["asked"]) == ("s1", "TypeError (bot/x.py:1)", "at x", False)


def test_it_is_asked_for_once(terminal: Terminal) -> None:
    _has_failed(terminal, 5, 6)
    assert terminal.runs("failed", "--play", "s2").output == "To be played again: 1\n"
    assert terminal.runs("failed", "--play", "all").output == "To be played again: 1\n"
    assert terminal.runs("failed", "--play", "all").output == "To be played again: 0\n"
    assert terminal.runs("failed").output.count("to be played") == 2
    assert terminal.runs("failed", "--drop", "s1").output == "Dropped: 1\n"


def test_what_is_not_there(terminal: Terminal) -> None:
    _has_failed(terminal, 5)
    ended = terminal.runs("failed", "--play", "m1")
    assert ended.status == 1
    assert "There is no m1: `voronka failed` lists what there is." in ended.errors
