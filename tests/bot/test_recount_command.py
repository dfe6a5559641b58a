"""`voronka recount` as an operator calls it, and what the bot counts by itself when it starts."""

import sqlite3
from contextlib import closing

from .terminal import Terminal
from .test_restart import TALK
from .world import World


def test_figures_are_compared_and_counted(terminal: Terminal) -> None:
    terminal.has_run()
    with closing(sqlite3.connect(terminal.folder / "voronka.db")) as database:
        database.execute("DELETE FROM rollup_state")
        database.commit()
    new = terminal.runs("recount", "--check")
    assert new.status == 1
    assert "stage_days: not counted yet" in new.output
    counted = terminal.runs("recount")
    assert (counted.status, counted.output) == (0, "All figures were counted anew, in days of Europe/Moscow.\n")
    same = terminal.runs("recount", "--check")
    assert (same.status, same.output) == (0, "Rows that differ: 0.\n")


def test_what_differs_is_told(terminal: Terminal) -> None:
    terminal.has_run()
    terminal.runs("recount")
    with closing(sqlite3.connect(terminal.folder / "voronka.db")) as database:
        database.execute("INSERT INTO stage_days VALUES ('talk', 0, 0, 'source', 20514, 'vk', 'only', 0, 3, 2, 1)")
        database.commit()
    ended = terminal.runs("recount", "--check")
    assert ended.status == 1
    line, count = ended.output.splitlines()
    assert line == "stage_days talk/False/False/source/20514/vk/only: [3, 2, 1] is kept, [0, 0, 0] was counted"
    assert count == "Rows that differ: 1."


def test_days_of_another_zone_are_told(terminal: Terminal) -> None:
    terminal.has_run()
    terminal.runs("recount")
    terminal.sets(TIMEZONE="Asia/Tokyo")
    ended = terminal.runs("recount", "--check")
    assert ended.status == 1
    assert "cells: counted in days of Europe/Moscow" in ended.output
    assert terminal.runs("recount").status == terminal.runs("recount", "--check").status == 0


async def test_a_bot_counts_what_is_stale_when_it_starts(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await bot.rests()
    anna.reads_all()
    counted = "SELECT sum(reached) FROM stage_days WHERE slice = '' AND NOT calendar AND stage = 'only'"
    assert bot.rows(counted) == [(1,)]
    await bot.stops()
    for statement in ("DELETE FROM stage_days", "DELETE FROM rollup_state"):
        await bot.changes(statement)
    assert bot.rows(counted) == [(None,)]
    await bot.starts()
    assert bot.rows(counted) == [(1,)]
    assert bot.rows("SELECT DISTINCT zone FROM rollup_state") == [("Europe/Moscow",)]
