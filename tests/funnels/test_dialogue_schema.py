"""The JSON Schema of dialogues takes what `voronka test` takes, and the shipped files point to it."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from funnels.definition.document import parse
from funnels.dialogue.lines import Line
from funnels.dialogue.schema import dialogues_schema

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "funnels").glob("*/*/dialogues.yaml"))
SCHEMA: dict[str, Any] = json.loads(dialogues_schema())

LINES = {
    "user": "Hello",
    "bot": "[Hello, Who are you?]",
    "press": "Yes",
    "send": "photo",
    "join": '"@channel"',
    "later": "3 дня",
    "pay": "talk",
    "confirm": "talk",
    "refund": "talk",
    "subscription": "out of stars",
    "staff": "{reply: Hello!}",
    "told": "A question",
    "called": "{lead: {id: 7}}",
    "event": "webinar_seen",
}
"""An example of each line, without its dash."""


def complaints(text: str) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(parse(text, "dialogues.yaml").data)]


def played(line: str) -> str:
    return f"- dialogue: a\n  play:\n    - {line}\n"


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert '"null"' not in dialogues_schema()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_the_shipped_dialogues_point_to_it_and_fit(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    first = text.split("\n")[0]
    assert (path.parent / first.partition("$schema=")[2]).resolve() == ROOT / "funnels" / "dialogues.schema.json"
    assert complaints(text) == []


def test_every_line_has_an_example() -> None:
    assert sorted(LINES) == sorted(Line.model_fields)


@pytest.mark.parametrize("key", LINES)
def test_it_takes_every_line(key: str) -> None:
    assert complaints(played(f"{key}: {LINES[key]}")) == []


@pytest.mark.parametrize(
    "text",
    [
        played("usr: hello"),
        played("{user: hello, press: hello}"),
        played("later: [1 day]"),
        played("staff: gone"),
        "- dialogue: a\n",
        "- play: [bot: []]\n",
        "dialogue: a\n",
        "- {dialogue: a, play: [bot: []], expect: {passt: [one]}}\n",
    ],
)
def test_it_refuses_what_the_player_refuses(text: str) -> None:
    assert complaints(text)
