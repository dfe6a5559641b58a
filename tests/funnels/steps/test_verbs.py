"""Every verb has its golden dialogues and an example in its docstring that a marketer can copy."""

import re
import sys
from pathlib import Path
from typing import get_args

import pytest

from funnels.definition.document import read
from funnels.definition.load import load_version
from funnels.dialogue.lines import Dialogue
from funnels.dialogue.player import Result, play
from funnels.steps import VERBS
from funnels.steps.answers import KINDS, AnswerKind
from tests.funnels.scripts import DIALOGUES, catalogue_of, checked, only

CASES = [
    (path, number) for path in sorted(DIALOGUES.glob("*.yaml")) for number in range(len(read(path).data["dialogues"]))
]
"""Every dialogue of every file: which file, and which of its dialogues."""


def told(result: Result) -> str:
    """What was said, for whoever must find out why it went otherwise."""
    return "\n".join([result.problem, *(f"{said.who}: {said.text.strip()}" for said in result.transcript)])


@pytest.mark.parametrize(("path", "number"), CASES, ids=lambda value: getattr(value, "stem", str(value)))
def test_a_dialogue_goes_as_written(path: Path, number: int, tmp_path: Path) -> None:
    data = read(path).data
    for name in data.get("files", ()):
        (tmp_path / name).write_text(name, encoding="utf-8")
    script = checked(data["script"], tmp_path)
    catalogue = catalogue_of(data["script"], *data["others"]) if "others" in data else only(script)
    result = play(Dialogue.model_validate(data["dialogues"][number]), catalogue)
    assert not result.problem, told(result)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_has_dialogues(verb: str) -> None:
    path = DIALOGUES / f"{verb}.yaml"
    assert path.is_file(), f"write {path.name}"
    assert re.search(rf"(?m)^\s*- ({verb}:|{verb}$)", read(path).data["script"])


def test_a_dialogue_file_belongs_to_a_verb_or_to_the_menu() -> None:
    assert {path.stem.partition("-")[0] for path in DIALOGUES.glob("*.yaml")} == {*VERBS, "menu"}


def test_every_kind_of_answer_has_a_name_and_dialogues() -> None:
    asked = "".join(path.read_text(encoding="utf-8") for path in DIALOGUES.glob("ask*.yaml"))
    assert set(get_args(AnswerKind)) == set(KINDS)
    assert [kind for kind in KINDS if not re.search(rf"\bfor: {kind}\b", asked)] == ["text"], "text is the default"


@pytest.mark.parametrize("verb", VERBS)
def test_the_example_of_a_verb_can_be_copied(verb: str) -> None:
    documentation = sys.modules[VERBS[verb].__module__].__doc__ or ""
    assert documentation.startswith(f"`{verb}`: ")
    (example,) = re.findall(r"```yaml\n(.*?)```", documentation, re.DOTALL)
    steps = "\n".join(f"      {line}" for line in example.splitlines())
    script = load_version(SURROUNDINGS.replace("STEPS", steps), funnel="example", version=1)
    assert script.places[script.first].step.verb == verb


SURROUNDINGS = """
funnel: example
products:
  webinar: {title: Webinar, price: 190 RUB, stars: 100, deliver: {text: Here it is.}}
  course: {title: Course, price: 4900 RUB, deliver: {text: Here it is.}}
stages:
  - stage: one
    steps:
STEPS
      - message: The end.
        id: about
  - stage: core
    steps:
      - wait: 1 day
"""
