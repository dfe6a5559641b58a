"""The examples are free of mistakes and warnings, and their dialogues walk every step of them."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from funnels.definition.examine import examine_files, funnels_in
from funnels.definition.load import load_folder
from funnels.definition.script import Place, Script
from funnels.dialogue.file import FILE, Written, load_dialogues
from funnels.dialogue.player import play
from funnels.engine.catalogue import Catalogue
from tests.funnels.scripts import ROOT
from tests.funnels.steps.test_verbs import told

EXAMPLES = ROOT / "funnels" / "examples"
CATALOGUE = Catalogue(live={script.funnel: script for script in load_folder(EXAMPLES)})
DIALOGUES = {funnel: load_dialogues(EXAMPLES / funnel / FILE, CATALOGUE) for funnel in CATALOGUE.live}
CASES = [
    pytest.param(written, id=f"{funnel}-{written.number}")
    for funnel, dialogues in DIALOGUES.items()
    for written in dialogues
]


class Watched(dict[str, Place]):
    """The places of a script; it remembers which ones a journey came to, for each is looked up by its key."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        super().__init__(places)
        self.come_to: set[str] = set()

    def __getitem__(self, key: str) -> Place:
        self.come_to.add(key)
        return super().__getitem__(key)


def test_an_example_is_told_of_in_the_documents() -> None:
    text = (ROOT / "docs" / "examples.md").read_text(encoding="utf-8")
    assert [name for name in CATALOGUE.live if f"(../funnels/examples/{name}/funnel.yaml)" not in text] == []


def test_nothing_is_wrong_or_unwise_in_them() -> None:
    assert [str(finding) for one in examine_files(funnels_in(EXAMPLES)) for finding in one.findings] == []


@pytest.mark.parametrize("written", CASES)
def test_a_dialogue_of_an_example_goes_as_written(written: Written) -> None:
    result = play(written.dialogue, CATALOGUE)
    assert not result.differences, told(result)


@pytest.mark.parametrize("script", CATALOGUE.live.values(), ids=lambda script: script.funnel)
def test_somebody_comes_to_every_step_in_its_dialogues(script: Script) -> None:
    watched = Watched(script.places)
    catalogue = replace(CATALOGUE, live={**CATALOGUE.live, script.funnel: replace(script, places=watched)})
    for written in DIALOGUES[script.funnel]:
        play(written.dialogue, catalogue)
    assert sorted(set(script.order) - watched.come_to) == []
