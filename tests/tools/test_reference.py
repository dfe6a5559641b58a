"""The reference has every word of the language, and everything in it that can be copied is right."""

import re

import pytest

from funnels.definition.document import parse
from funnels.definition.load import load_version
from funnels.dialogue.file import FILE
from funnels.dialogue.lines import Dialogue
from funnels.engine.values import ABOUT_OFFER, ABOUT_PERSON
from funnels.steps import VERBS
from funnels.steps.answers import KINDS
from tests.funnels.scripts import ROOT
from tools import reference, reference_keys

TEXT = reference.reference()
EXAMPLES = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
SURROUNDINGS = """
funnel: example
start: {links: [example]}
products:
  webinar: {title: Webinar, price: 190 RUB, stars: 100, deliver: {text: Here it is.}}
  course: {title: Course, price: 4900 RUB, deliver: {text: Here it is.}}
  photo: {title: Photo, stars: 100, deliver: {text: Here it is.}}
stages:
  - stage: one
    steps:
"""
LAST = """\
      - {message: The end., id: about}
      - {message: Later., id: later}
  - stage: core
    steps:
      - wait: 1 day
"""


def section(title: str) -> str:
    body = TEXT.partition(f"\n### {title}\n")[2]
    return re.split(r"\n##+ ", body)[0]


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_has_a_section_with_an_example_and_a_line_in_the_table(verb: str) -> None:
    assert f"\n- {verb}: " in section(verb)
    assert f"| **`{verb}`** |" in section(verb)
    assert f"| [`{verb}`](#{verb}) | " in TEXT


@pytest.mark.parametrize("model", reference_keys.models())
def test_every_key_of_every_model_is_explained(model: str) -> None:
    for name, key in reference_keys.models()[model].get("properties", {}).items():
        row = re.escape(key.get("description", ""))
        assert name == "id" or re.search(rf"\| (\*\*)?`{name}`(\*\*)? \| .* \| {row}", TEXT), f"{model}.{name}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_is_explained(kind: str) -> None:
    assert f"`for: {kind}`" in TEXT.partition("## Kinds of answers")[2].partition("\n## ")[0]


@pytest.mark.parametrize("name", [*ABOUT_PERSON, *ABOUT_OFFER])
def test_every_value_of_texts_is_explained(name: str) -> None:
    assert f"`{name}`" in TEXT.partition("## Texts")[2].partition("\n## ")[0]


def test_links_to_its_headings_lead_there() -> None:
    headings = set(re.findall(r"(?m)^#+ (.*)$", TEXT))
    anchors = {heading.lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors
    for page in (ROOT / "docs").glob("*.md"):
        assert set(re.findall(r"script-reference\.md#([^)]+)\)", page.read_text(encoding="utf-8"))) <= anchors, page


def test_it_links_whatever_is_explained_elsewhere() -> None:
    used = {key["title"] for one in reference_keys.models().values() for key in one.get("properties", {}).values()}
    assert used >= set(reference_keys.LINKS)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_can_be_copied(example: str) -> None:
    if example.startswith("- dialogue: "):
        for one in parse(example, FILE).data:
            Dialogue.model_validate(one)
        return
    script = example
    if example.startswith("- "):
        script = SURROUNDINGS + "".join(f"      {line}\n" for line in example.splitlines()) + LAST
    elif not example.startswith("funnel: "):
        key = example.partition(":")[0]
        others = re.sub(rf"(?m)^{key}:.*\n(?: .*\n)*", "", SURROUNDINGS)
        script = f"{others}      - {{message: The end.}}\n{example}"
    name = parse(script, "funnel.yaml").data["funnel"]
    assert load_version(script, funnel=name, version=1).order
