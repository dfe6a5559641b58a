"""The scripts that are measured are ones the bot takes: it would not start otherwise."""

from pathlib import Path

import pytest

from bench.bots import script
from tests.funnels.scripts import checked


@pytest.mark.parametrize("followed", [False, True])
def test_the_script_of_the_measured_bots_has_no_mistake(tmp_path: Path, followed: bool) -> None:
    assert checked(script(followed=followed), tmp_path).first == "talk.question"
