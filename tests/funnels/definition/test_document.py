import time
from pathlib import Path

import pytest

from funnels.definition.document import LARGEST, LONGEST_LINE, Document, parse, read
from funnels.definition.findings import ScriptError
from funnels.definition.past_mistakes import MOST
from tests.funnels.definition.catalogue import catalogue

SCRIPT = """\
funnel: book
on: yes
open: 10:30
since: 2026-03-01
phone: +79991234567
code: 007
price: 49.90
long: 123456789012345678901234567890
nothing:
"1": one
stages:
  - stage: core
    steps:
      - message: |
          Привет,

          {{ name }}
        buttons: [Да, {text: Нет, goto: end}]
"""


def test_yaml_1_2_is_read_as_marketers_mean_it() -> None:
    assert parse(SCRIPT, "funnel.yaml").data == {
        "funnel": "book",
        "on": "yes",
        "open": "10:30",
        "since": "2026-03-01",
        "phone": 79991234567,
        "code": 7,
        "price": 49.9,
        "long": "123456789012345678901234567890",
        "nothing": None,
        "1": "one",
        "stages": [
            {
                "stage": "core",
                "steps": [
                    {
                        "message": "Привет,\n\n{{ name }}\n",
                        "buttons": ["Да", {"text": "Нет", "goto": "end"}],
                    }
                ],
            }
        ],
    }


@pytest.fixture
def document() -> Document:
    return parse(SCRIPT, "funnel.yaml")


def test_everything_knows_its_place(document: Document) -> None:
    step = ("stages", 0, "steps", 0)
    assert document.place(("funnel",)) == (1, 9)
    assert document.key_place(("funnel",)) == (1, 1)
    assert document.key_place(("nothing",)) == (9, 1)
    assert document.place(step) == (14, 9)
    assert document.place((*step, "buttons", 1, "goto")) == (18, 41)
    assert document.key_place((*step, "buttons", 1, "goto")) == (18, 35)
    assert document.key_place((*step, "buttons", 0)) == (18, 19)
    assert document.place(()) == (1, 1)


def test_what_is_not_there_stands_where_it_should_be(document: Document) -> None:
    assert document.place(("stages", 0, "steps", 0, "message", "no", 7)) == (15, 11)
    assert document.place(("stages", 5, "title")) == (12, 3)
    assert document.place(("no such key",)) == (1, 1)


def test_a_line_of_a_long_text_has_a_place(document: Document) -> None:
    message = ("stages", 0, "steps", 0, "message")
    assert document.place(message, 2) == (17, 11)
    assert document.place(("funnel",), 3) == (1, 9)


def test_numbers_remember_how_they_were_spelled(document: Document) -> None:
    assert document.spelling(("phone",)) == "+79991234567"
    assert document.spelling(("code",)) == "007"
    assert document.spelling(("price",)) == "49.90"
    assert document.spelling(("stages",)) == ""
    assert document.spelling(("no such key",)) == ""


EMPTY = "f.yaml:1:1: the file is empty; write `funnel: name` on its first line, and go on from there"


@pytest.mark.parametrize(("source", "message"), catalogue("traps"))
def test_each_trap_of_yaml_has_its_hint(source: str, message: str) -> None:
    with pytest.raises(ScriptError) as error:
        parse(source, "f.yaml")
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            'a: b\nc: "x\nd: 1\n',
            'f.yaml:2:4: the quote " is opened here and never closed; write " where the text ends',
        ),
        ("a: \x07", "f.yaml:1:4: there is an invisible character here, U+0007; delete it"),
        ("", EMPTY),
        ("# only a comment\n", EMPTY),
    ],
)
def test_what_is_no_script_at_all_is_told_so(source: str, message: str) -> None:
    with pytest.raises(ScriptError) as error:
        parse(source, "f.yaml")
    assert str(error.value) == message


def test_all_that_can_be_found_is_found_at_once() -> None:
    with pytest.raises(ScriptError) as error:
        parse("a: *x\nb: &y 1\na: 2\nc: @d", "f.yaml")
    assert [(one.line, one.column) for one in error.value.findings] == [(1, 4), (2, 4), (3, 1), (4, 4)]


def test_nesting_is_bounded() -> None:
    with pytest.raises(ScriptError) as error:
        parse("a: " + "[" * 5_000, "f.yaml")
    assert [(one.column, one.problem) for one in error.value.findings] == [
        (53, "this is nested more than 50 levels deep")
    ]
    assert parse("a: " + "[" * 49 + "]" * 49, "f.yaml").data


@pytest.mark.parametrize("piece", ["[", "{", "!", "- ", "a: [", "a: {b, "])
def test_hostile_lines_are_read_in_bounded_time(piece: str) -> None:
    began = time.process_time()
    with pytest.raises(ScriptError):
        parse(piece * (LONGEST_LINE // len(piece)), "f.yaml")
    assert time.process_time() - began < 5


def test_a_line_is_not_longer_than_anyone_writes() -> None:
    with pytest.raises(ScriptError) as error:
        parse("a: 1\nb: " + "x" * LONGEST_LINE, "f.yaml")
    assert str(error.value) == "f.yaml:2:1: the line is longer than 20000 characters; break it up"


def test_the_second_document_is_not_read() -> None:
    with pytest.raises(ScriptError) as error:
        parse("a: 1\n---\nb: 2\n---\nc: @\n", "f.yaml")
    assert len(error.value.findings) == 1


def test_a_hashtag_taken_for_a_comment_is_a_warning() -> None:
    document = parse("a: Скидка #1 для #друзей\nb: 1 # comment\nc: '#ok'\nd: |\n  #ok #too\n", "f.yaml")
    assert (document.data["a"], document.warnings) == ("Скидка", ())
    (warning,) = parse("a: Привет #друзья и все", "f.yaml").warnings
    assert (warning.line, warning.column, warning.severity) == (1, 11, "warning")
    assert warning.problem == "`#друзья` and what follows it is a comment, not text"
    assert warning.remedy.startswith('put the text in quotes: `a: "Привет #друзья и все"`')


def test_a_mark_at_the_beginning_and_windows_line_ends_are_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "funnel.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\n")
    document = read(path)
    assert document.name == "funnel.yaml"
    assert document.data == {"a": 1, "b": "x\ny\n"}
    assert document.place(("b",), 1) == (4, 3)


SAVE = "save it as UTF-8 (in Notepad: Save as, Encoding"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (
            "a: 1\nb: Привет".encode("cp1251"),
            f"2:4: the file is not UTF-8: it looks like Windows-1251; {SAVE}: UTF-8)",
        ),
        (
            b"a: \x80",
            f"1:4: the file is not UTF-8: its encoding is unknown; {SAVE}: UTF-8)",
        ),
        (
            "a: 1".encode("utf-16"),
            f"1:1: the file is saved as UTF-16; {SAVE})",
        ),
        (
            b"#" * (LARGEST + 1),
            "1:1: the file is larger than 1 MB; keep media out of it, and split the funnel",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, raw: bytes, message: str) -> None:
    path = tmp_path / "funnel.yaml"
    path.write_bytes(raw)
    with pytest.raises(ScriptError) as error:
        read(path, "book/funnel.yaml")
    assert str(error.value) == f"book/funnel.yaml:{message}"


def test_a_file_that_is_not_there_is_a_finding_too(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="the file cannot be opened: no such file"):
        read(tmp_path / "funnel.yaml")
    with pytest.raises(ScriptError, match="the file cannot be opened: is a directory"):
        read(tmp_path)


def test_all_mistakes_of_yaml_are_told_at_once_as_far_as_they_do_not_follow_from_each_other() -> None:
    source = """funnel: test
title: Anna's: the best
products:
  one:
    title: "Not closed
    price: 10 RUB
    deliver: {text: Here: it is}
stages:
  - stage: one
    steps:
      - message: @nick is here
        buttons: [Yes, No]
      - message: Hello
        buttons:
          - Yes: no: never
      - ask: {{ first_name }}, your mail?
        for: email
      - message: *bold* text
      - message: |
          Hello
         World
        buttons: [Fine]
      - message: `code`
"""
    with pytest.raises(ScriptError) as refused:
        parse(source, "f.yaml")
    assert [(one.line, one.problem.partition(",")[0].partition(" unless")[0]) for one in refused.value.findings] == [
        (2, "there is a second `: ` on the line"),
        (5, 'the quote " is opened here and never closed; write " where the text ends'.partition(";")[0]),
        (7, "a text with `: ` in it needs quotes between { and }"),
        (11, "a value cannot begin with `@`"),
        (15, "there is a second `: ` on the line"),
        (16, "a value that begins with `{{` is read as a YAML mapping"),
        (18, "a value that begins with `*` is read as a YAML reference"),
        (21, "the line is indented unlike the lines around it"),
    ]


def test_a_dozen_mistakes_of_yaml_are_enough_and_a_long_file_is_read_once() -> None:
    def told(lines: int, text: str) -> int:
        with pytest.raises(ScriptError) as refused:
            parse("".join(f"key{number}: a: {text}\n" for number in range(lines)), "f.yaml")
        return len(refused.value.findings)

    assert told(40, "b") == MOST
    assert told(40, "b" * 10_000) < MOST
