"""A call in `funnels/` that reads a clock is found, whatever its name was imported as."""

from pathlib import Path

import pytest

from tools import purity


@pytest.mark.parametrize(
    "call",
    [
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "datetime.utcnow()",
        "date.today()",
        "time.time()",
        "time.monotonic()",
        "time.localtime()",
    ],
)
def test_a_call_that_reads_the_clock_is_found_with_its_place(project: Path, call: str) -> None:
    (project / "funnels" / "bad.py").write_text(f"x = 1\n\n\ndef f():\n    return {call}\n", encoding="utf-8")
    (breach,) = purity.breaches()
    assert breach.startswith("funnels/bad.py:5 reads the clock by ")


@pytest.mark.parametrize(
    "call", ["datetime.combine(a, b)", "turn.now", "clock.now()", "datetime.time()", "moment.time()", "today()"]
)
def test_what_only_looks_like_it_is_left_alone(project: Path, call: str) -> None:
    (project / "funnels" / "good.py").write_text(f"x = {call}\n", encoding="utf-8")
    assert list(purity.breaches()) == []


def test_a_file_below_a_folder_is_looked_at_too(project: Path) -> None:
    (project / "funnels" / "deep" / "er").mkdir(parents=True)
    (project / "funnels" / "deep" / "er" / "bad.py").write_text("x = date.today()\n", encoding="utf-8")
    assert len(list(purity.breaches())) == 1
