"""The scripts that are shipped are free of mistakes, and their dialogues go as written."""

import pytest

from funnels.definition.load import load_folder
from funnels.dialogue.file import FILE, load_dialogues
from funnels.dialogue.player import play
from funnels.engine.catalogue import Catalogue
from tests.funnels.scripts import FLAGSHIPS
from tests.funnels.steps.test_verbs import told

CATALOGUE = Catalogue(live={script.funnel: script for script in load_folder(FLAGSHIPS)})
CASES = [
    pytest.param(written.dialogue, id=f"{funnel}-{written.number}")
    for funnel in CATALOGUE.live
    for written in load_dialogues(FLAGSHIPS / funnel / FILE, CATALOGUE)
]


def test_there_are_two_with_dialogues() -> None:
    assert set(CATALOGUE.live) == {"first-steps", "relationships"}
    assert {str(case.id).rpartition("-")[0] for case in CASES} == set(CATALOGUE.live)


@pytest.mark.parametrize("dialogue", CASES)
def test_a_dialogue_of_a_shipped_script_goes_as_written(dialogue) -> None:  # noqa: ANN001  # see CASES
    result = play(dialogue, CATALOGUE)
    assert not result.differences, told(result)
