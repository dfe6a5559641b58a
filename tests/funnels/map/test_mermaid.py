"""The Mermaid text says what the map says, and nothing a script says is markup in it."""

import re
from html import unescape

import pytest
from hypothesis import given, settings

from funnels.definition.load import load
from funnels.definition.script import Script
from funnels.map.mermaid import mermaid
from funnels.map.reading import map_of
from tests.funnels.engine.random_scripts import scripts
from tests.funnels.scripts import FLAGSHIPS, ROOT, script_of

LINE = re.compile(
    r"flowchart TD"
    r"|  (?:start|ended|finished)\(\[LABEL\]\)"
    r"|  subgraph stage\d+\[LABEL\]|  end"
    r"|    s\d+(?:\[LABEL\]|\(LABEL\)|\(\[LABEL\]\)|\{\{LABEL\}\}):::[a-z]+"
    r"|  (?:start|s\d+) -->(?:\|LABEL\|)? (?:s\d+|ended|finished)"
    r"|  classDef [a-z]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}"
    r"|  class stage\d+(?:,stage\d+)* stage".replace("LABEL", r'"(?:</?b>|<br/>|#\d+;|[^"<>`#|{}\[\]&_])*"')
)
"""Every line there may be; no label holds a sign that could end it."""

NASTY = """
funnel: test
language: en
stages:
  - stage: one
    title: '1. "Title" <script> & #35; `x`'
    steps:
      - message: '`code` "quotes" a < b > c #35; end | [a] (b) {c} _it_ **b** --> @{x}'
        id: end_x
        buttons: ['1. "first"', {text: '- list', goto: one}, {text: '```', goto: end}]
      - end: '12) # Title %% @{a}'
"""


def read_back(label: str) -> str:
    return unescape(re.sub(r"#(\d+);", r"&#\1;", label))


def test_the_english_flagship_is_the_one_in_the_documents() -> None:
    written = (ROOT / "docs" / "pictures" / "first-steps.mmd").read_text(encoding="utf-8")
    assert mermaid(map_of(load(FLAGSHIPS / "first-steps" / "funnel.yaml"))) == written


def assert_well_formed(script: Script) -> None:
    lines = mermaid(map_of(script)).splitlines()
    for line in lines:
        assert LINE.fullmatch(line), line
    boxes = [line.split("[")[0].split("(")[0].split("{")[0].strip() for line in lines if ":::" in line]
    assert boxes == [f"s{number + 1}" for number in range(len(script.order))]


@pytest.mark.parametrize("name", ["first-steps", "relationships"])
def test_a_flagship_is_well_formed(name: str) -> None:
    assert_well_formed(load(FLAGSHIPS / name / "funnel.yaml"))


@settings(max_examples=50, deadline=None)
@given(scripts())
def test_any_script_is_well_formed(script: Script) -> None:
    assert_well_formed(script)


def test_signs_with_a_meaning_are_read_back_as_they_were_written() -> None:
    script = script_of(NASTY)
    assert_well_formed(script)
    said = read_back(mermaid(map_of(script)))
    for words in (
        '1 · 1. "Title" <script> & #35; `x`',
        '<b>1 · message · end_x</b><br/>code "quotes" a < b > c #35; end | [a] (b) {c} it b --> @{x}',
        '|"- list"|',
        '|"```"|',
        "12) # Title %% @{a}",
    ):
        assert words in said


def test_ways_between_the_same_two_steps_are_one_arrow() -> None:
    script = script_of(
        "{funnel: test, language: en, stages: [{stage: one, steps: "
        "[{message: Hi, buttons: [On, {text: Off, goto: bye}], within: 1 day, otherwise: bye}, {end: over, id: bye}]}]}"
    )
    said = [line.strip() for line in mermaid(map_of(script)).splitlines()]
    assert [line for line in said if "-->" in line] == [
        "start --> s1",
        's1 -->|"next<br/>Off<br/>⌛ 1 day without an answer"| s2',
    ]
    assert 's1["<b>1 · message</b><br/>Hi<br/>#91;On#93; #91;Off#93;"]:::says' in said
