"""docs/telegram.md is complete: every line has its tests, each is there, and both ways to get updates are shown."""

import importlib
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PAGE = Path("docs/telegram.md")
HERE = Path("tests/bot/telegram")
BOTH = {"polling", "webhook"}
MOST = 29
"""Behaviours, numbered from one."""

_TEST = re.compile(r"\[`(test_\w+)`\]\(\.\./(tests/[\w/]+\.py)\)")

Named = tuple[str, str]
"""A test and the file it is in."""


def lines() -> list[tuple[str, list[Named]]]:
    """Of each line of the tables, what stands first in it, and the tests it names."""
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [row.strip("| ").split(" | ") for row in rows]
    return [(first, _TEST.findall(last)) for first, *_, last in cells if last != "tests"]


def numbered() -> list[tuple[str, list[Named]]]:
    """The lines of behaviours."""
    return [(first, tests) for first, tests in lines() if first.isdecimal()]


def module(file: str) -> ModuleType:
    return importlib.import_module(file.removesuffix(".py").replace("/", "."))


def ways(name: str, file: str) -> set[str]:
    """In which ways a test gets its updates; one that does not say, by polling."""
    marks = [*_marks(getattr(module(file), name)), *_marks(module(file))]
    told = [mark.args[1] for mark in marks if mark.name == "parametrize" and mark.args[0] == "bot"]
    return {way for given in told for way in given} or {"polling"}


def _marks(of: Any) -> list[pytest.Mark]:
    found = getattr(of, "pytestmark", [])
    return [getattr(mark, "mark", mark) for mark in (found if isinstance(found, list) else [found])]


def test_every_behaviour_has_its_number_once() -> None:
    assert [first for first, _ in numbered()] == [str(number) for number in range(1, MOST + 1)]


def test_there_are_rules_below() -> None:
    assert len(lines()) > MOST


@pytest.mark.parametrize(("first", "tests"), lines(), ids=[first for first, _ in lines()])
def test_every_line_names_tests_that_are_there(first: str, tests: list[Named]) -> None:
    assert tests, f"no test shows that {first}"
    for name, file in tests:
        assert callable(getattr(module(file), name, None)), f"{file} has no {name}"


@pytest.mark.parametrize(("first", "tests"), numbered(), ids=[first for first, _ in numbered()])
def test_every_behaviour_is_shown_in_both_ways_to_get_updates(first: str, tests: list[Named]) -> None:
    assert set[str]().union(*(ways(name, file) for name, file in tests)) == BOTH


def test_no_test_of_this_folder_is_left_out_of_the_tables() -> None:
    named = {test for _, tests in lines() for test in tests}
    there = {
        (name, str(file))
        for file in HERE.glob("test_*.py")
        if file.name != Path(__file__).name
        for name in vars(module(str(file)))
        if name.startswith("test_")
    }
    assert there <= named
