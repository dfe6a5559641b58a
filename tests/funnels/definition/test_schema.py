"""The JSON Schema for editors is the one that is shipped, and agrees with what the loader takes."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from funnels.definition.document import parse, read
from funnels.definition.findings import ScriptError
from funnels.definition.schema import json_schema
from funnels.steps import VERBS
from tests.funnels.scripts import DIALOGUES, ROOT, script_of

SCHEMA: dict[str, Any] = json.loads(json_schema())
SHIPPED = sorted((ROOT / "funnels").glob("*/*/funnel.yaml"))
TEXTS = {path.parent.name: path.read_text(encoding="utf-8") for path in SHIPPED}
TEXTS |= {path.stem: read(path).data["script"] for path in DIALOGUES.glob("*.yaml")}


def complaints(text: str) -> list[str]:
    found = Draft202012Validator(SCHEMA).iter_errors(parse(text, "funnel.yaml").data)
    return [f"{error.json_path}: {error.message}" for error in found]


def with_step(step: str) -> str:
    return f"""
funnel: f
products:
  talk: {{title: Talk, price: 190 RUB, stars: 100, deliver: {{text: Here}}}}
stages:
  - stage: one
    steps:
      - {step}
      - {{message: Bye, id: bye}}
"""


def test_the_shipped_schema_is_this_one() -> None:
    shipped = (ROOT / "funnels" / "funnel.schema.json").read_text(encoding="utf-8")
    assert shipped == json_schema(), "run make schema"


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_shipped_scripts_point_to_it() -> None:
    for path in SHIPPED:
        first = path.read_text(encoding="utf-8").split("\n")[0]
        assert (path.parent / first.partition("$schema=")[2]).resolve() == ROOT / "funnels" / "funnel.schema.json"


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_it_takes_every_script_there_is(name: str) -> None:
    assert complaints(TEXTS[name]) == []


@pytest.mark.parametrize(
    "step",
    [
        "end",
        "{end: enough}",
        "{message: Hi, buttons: [On, {text: Off, goto: bye}]}",
        "{message: Hi, buttons: [[On, Off], {text: Buy, buy: talk}]}",
        "{message: Hi, buttons: [On], within: 1 day, otherwise: end}",
        "{message: Hi, buttons: [On], within: 1 day, otherwise: {tag: late}}",
        "{message: Hi, buttons: [On], within: 1 day, otherwise: [{tag: late}, end]}",
        "{if: email, then: bye, else: {message: Hi}}",
        "{ask: Who?, for: email, save: email, skip: No}",
        "{offer: talk, text: Hi, deadline: 1 day, stars: 90, expired: next}",
        "{wait: 1 день 4 часа}",
        "{message: Hi, album: [photo: a.jpg, video: b.mp4]}",
        "{message: Hi, buttons: [{text: Call me, contact: true}, {text: Here, location: true, goto: bye}, No]}",
        "{message: Hi, buttons: [{text: Code, copy: BOOK10}, {text: Shop, web_app: 'https://example.com'}]}",
    ],
)
def test_it_takes_what_the_loader_takes(step: str) -> None:
    assert script_of(with_step(step)).first == "one.1"
    assert complaints(with_step(step)) == []


@pytest.mark.parametrize(
    "step",
    [
        "stop",
        "5",
        "{mesage: Hi}",
        "{message: Hi, wait: 1 day}",
        "{message: Hi, foto: a.jpg}",
        "{message: Hi, photo: }",
        "{message: Hi, album: [{photo: a.jpg}]}",
        "{message: Hi, album: [{photo: a.jpg}, {voice: a.ogg}]}",
        "{message: Hi, buttons: [{text: Call me, contact: +79000000001}]}",
        "{message: Hi, buttons: [{text: On, link: a}]}",
        "{message: Hi, buttons: [On], follow_ups: [{after: 1 hour, text: Well?}]}",
        "{wait: 2}",
        "{tag: горячий}",
        "{ask: Who?, for: age}",
        "{offer: talk, text: Hi, stars: many}",
        "{offer: talk, text: Hi, stars: 0}",
        "{if: email, then: 5}",
    ],
)
def test_it_refuses_what_the_loader_refuses(step: str) -> None:
    with pytest.raises(ScriptError):
        script_of(with_step(step))
    assert complaints(with_step(step))


def definitions() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "FunnelFile", SCHEMA
    yield from ((name, one) for name, one in SCHEMA["$defs"].items() if "properties" in one)


def test_every_verb_is_a_kind_of_step_and_comes_first_in_it() -> None:
    kinds = [one["$ref"].rpartition("/")[2] for one in SCHEMA["$defs"]["Step"]["anyOf"] if "$ref" in one]
    assert kinds == [model.__name__ for model in VERBS.values()]
    for verb, model in VERBS.items():
        definition = SCHEMA["$defs"][model.__name__]
        assert next(iter(definition["properties"])) == verb
        assert verb in definition["required"]


def test_every_key_of_every_model_is_there_with_a_title_and_a_description() -> None:
    for name, definition in definitions():
        assert definition["title"], name
        assert definition["description"], name
        assert definition["additionalProperties"] is False, name
        for key, one in definition["properties"].items():
            assert one["title"], f"{name}.{key}"
            assert len(one["description"]) > 5, f"{name}.{key}"
    for model in VERBS.values():
        keys = {one.alias or key for key, one in model.model_fields.items()}
        assert set(SCHEMA["$defs"][model.__name__]["properties"]) == keys


@pytest.mark.parametrize(
    ("model", "key", "kind"),
    [
        ("Ask", "ask", "text"),
        ("Message", "within", "duration"),
        ("Message", "follow_ups", "list of follow-ups"),
        ("Offer", "expired", "outcome"),
        ("ButtonSpec", "location", "true or false"),
        ("Split", "variants", "variants by name"),
        ("Set", "set", "values by name"),
        ("MenuEntry", "buttons", "buttons"),
        ("Stage", "marks", "lead, mql, sql or sale"),
        ("Entrance", "links", "list of words of a link"),
        ("Product", "pay", "list of ways to pay"),
    ],
)
def test_the_title_of_a_key_is_the_kind_of_its_value(model: str, key: str, kind: str) -> None:
    assert SCHEMA["$defs"][model]["properties"][key]["title"] == kind


@pytest.mark.parametrize("verb", VERBS)
def test_an_editor_shows_the_reference_entry_of_a_verb_with_its_example(verb: str) -> None:
    shown = SCHEMA["$defs"][VERBS[verb].__name__]["properties"][verb]["markdownDescription"]
    assert shown.startswith(f"`{verb}`: ")
    assert f"\n- {verb}: " in shown


@pytest.mark.parametrize("verb", VERBS)
def test_an_editor_shows_no_link_that_leads_nowhere_from_there(verb: str) -> None:
    shown = SCHEMA["$defs"][VERBS[verb].__name__]["properties"][verb]["markdownDescription"]
    assert all(address.startswith("https://") for address in re.findall(r"]\(([^)]*)\)", shown))


def test_nothing_in_it_is_null() -> None:
    assert '"null"' not in json_schema()
    assert ": null" not in json_schema()
