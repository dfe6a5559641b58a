"""The scripts that are measured are ones the bot takes: it would not start otherwise."""

from pathlib import Path

from bench.bots import SCRIPT
from tests.funnels.scripts import checked


def test_the_script_of_the_interaction_bench_has_no_mistake(tmp_path: Path) -> None:
    assert checked(SCRIPT, tmp_path).first == "talk.question"
