"""A dialogue that goes otherwise than written says how, with all that was said until then."""

from pathlib import Path
from typing import Any

import pytest

from funnels.definition.findings import ScriptError
from funnels.dialogue.lines import FILE, Dialogue, load_dialogues
from funnels.dialogue.player import Result, Said, play
from tests.funnels.scripts import catalogue_of

SCRIPT = """
funnel: f
language: en
products:
  talk: {title: Talk, stars: 100, deliver: {text: Here is the talk.}}
  book: {title: Book, price: 5 EUR, deliver: {text: Here is the book.}}
stages:
  - stage: one
    steps:
      - ask: Your city?
        save: city
      - offer: talk
        text: The **talk** is {{ price }}.
        deadline: 1 day
      - offer: book
        text: The book.
      - tag: done
"""


def played(*lines: dict[str, Any], **expect: Any) -> Result:
    written = {"dialogue": "test", "play": list(lines), "expect": expect}
    return play(Dialogue.model_validate(written), catalogue_of(SCRIPT), line=3)


START = ({"user": "/start"}, {"user": "Tver"})


def test_what_goes_as_written_has_no_problem_and_a_transcript() -> None:
    result = played(*START, {"bot": ["the  TALK is 100 ⭐"]}, {"later": "90 minutes"}, {"pay": "talk"})
    assert (result.name, result.line, result.problem) == ("test", 3, "")
    assert [(said.who, said.text.strip()) for said in result.transcript] == [
        ("person", "/start"),
        ("bot", "Your city?"),
        ("person", "Tver"),
        ("bot", "The talk is 100\N{NO-BREAK SPACE}⭐."),
        ("time", "later: 1 hour 30 minutes"),
        ("person", "pay: talk"),
        ("bot", "Here is the talk."),
        ("bot", "The book."),
    ]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([{"bot": "the book"}], "the bot should say «the book», but it says «The talk is 100\N{NO-BREAK SPACE}⭐.»"),
        ([{"bot": ["talk", "book"]}], "the bot should say «book», but it is silent"),
        ([{"bot": []}], "the bot should be silent now, but it says «The talk is 100\N{NO-BREAK SPACE}⭐.»"),
        ([{"bot": "talk"}, {"bot": "talk"}], "the bot should say «talk», but it is silent"),
        (
            [{"press": "Pay 5"}],
            "there is no button «Pay 5» in the chat; there are: «Pay 100\N{NO-BREAK SPACE}⭐»",
        ),
        ([{"pay": "book"}], "«book» cannot be paid now: no button of an open offer sells it for Stars"),
        ([{"pay": "tlak"}], "«tlak» cannot be paid now: no button of an open offer sells it for Stars"),
        (
            [{"later": "1 day"}, {"pay": "talk"}],
            "«talk» cannot be paid now: no button of an open offer sells it for Stars",
        ),
        (
            [{"press": "Pay 100 ⭐"}, {"later": "1 day"}, {"pay": "talk"}],
            "«talk» cannot be paid now: no button of an open offer sells it for Stars",
        ),
        ([{"confirm": "book"}], "nobody says they paid «book» by hand"),
    ],
)
def test_what_goes_otherwise_says_how(lines: list[dict[str, Any]], problem: str) -> None:
    result = played(*START, *lines)
    assert result.problem == problem
    assert result.transcript[:2] == [Said(who="person", text="/start"), Said(who="bot", text="Your city?")]


@pytest.mark.parametrize(
    ("expect", "problem"),
    [
        ({"reached": []}, "at the end reached should be [], but it is ['one']"),
        ({"passed": ["one"]}, "at the end passed should be ['one'], but it is []"),
        ({"orders": ["talk"]}, "at the end orders should be ['talk'], but it is []"),
        ({"tags": ["done"]}, "at the end tags should be ['done'], but it is []"),
        ({"attributes": {}}, "at the end attributes should be {}, but it is {'city': 'Tver'}"),
        ({"at": "end"}, "at the end at should be end, but it is one.2"),
    ],
)
def test_what_ends_otherwise_says_how(expect: dict[str, Any], problem: str) -> None:
    assert played(*START, **expect).problem == problem
    assert played({"bot": []}, at="nowhere", reached=[]).problem == ""


def test_a_transfer_is_claimed_and_confirmed() -> None:
    result = played(
        *START,
        {"pay": "talk"},
        {"press": "pay €5 BY transfer"},
        {"press": "I have paid"},
        {"confirm": "book"},
        {"bot": "Here is the book."},
        orders=["talk", "book"],
        tags=["done"],
        at="end",
    )
    assert result.problem == ""
    assert Said(who="owner", text="confirm: book") in result.transcript


def test_the_source_comes_with_the_first_start_only() -> None:
    script = SCRIPT.replace("Your city?", "From {{ source }}?")
    dialogue = {"dialogue": "x", "source": "vk", "play": [{"user": "/start"}, {"bot": "From vk?"}, {"user": "/start"}]}
    assert play(Dialogue.model_validate(dialogue), catalogue_of(script)).problem == ""


def test_a_script_that_never_waits_is_a_problem_and_no_crash() -> None:
    script = "funnel: f\nstages: [{stage: one, steps: [{message: a, id: a}, {goto: a}]}]"
    result = play(Dialogue.model_validate({"dialogue": "x", "play": [{"user": "/start"}]}), catalogue_of(script))
    assert result.problem == "f: the steps after one.a never wait"


# The file


def refused(folder: Path, text: str) -> list[str]:
    (folder / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ScriptError) as error:
        load_dialogues(folder)
    return str(error.value).replace(f"{folder / FILE}:", "").split("\n")


def test_each_dialogue_knows_its_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        "- {dialogue: a, play: [{bot: []}]}\n\n- {dialogue: b, play: [{bot: x}]}\n", encoding="utf-8"
    )
    assert [(dialogue.dialogue, line) for dialogue, line in load_dialogues(tmp_path)] == [("a", 1), ("b", 3)]


def test_a_funnel_without_dialogues_has_none(tmp_path: Path) -> None:
    assert load_dialogues(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "- dialogue: a\n  play:\n    - user: hi\n      bot: [hello]",
            "3:7: a line does one thing, this one has user and bot; make a line of each, every one with its -",
        ),
        ("- dialogue: a\n  play:\n    - usr: hi", "3:7: `usr` is not known here; did you mean `user`?"),
        ("- dialogue: a\n  play: []", "2:9: this is empty; write something here, or remove the key"),
        ("- dialogue: a\n  paly:\n    - user: hi", "2:3: `paly` is not known here; did you mean `play`?"),
        (
            "- dialogue: a\n  play:\n    - later: soon",
            "3:14: `soon` is not a length of time; write it as `30 min`, `2 hours`, `1 day 4 hours` or `3 дня`",
        ),
    ],
)
def test_a_mistake_in_the_file_has_its_place(text: str, said: str, tmp_path: Path) -> None:
    assert said in refused(tmp_path, text)
