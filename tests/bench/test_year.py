"""The year that the reports are measured on is one the product takes for its own, and counts alike."""

from pathlib import Path

import pytest

from bench.books import books
from bench.year.script import FUNNEL, script
from storage.recount.recount import differences, stale
from tests.funnels.scripts import checked


def test_its_script_has_no_mistake(tmp_path: Path) -> None:
    assert checked(script(1), tmp_path).funnel == FUNNEL


async def test_a_recount_finds_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_FOLDER", str(tmp_path))
    async with books(30) as year, year.database.read() as conn:
        assert not await stale(conn, year.counting)
        assert not await differences(conn, year.counting, lambda _what, _done: None)
