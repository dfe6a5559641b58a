"""A key with nothing after it: the models take that for a key left out, the marketer hardly means it."""

from collections.abc import Iterator
from typing import Any

from funnels.definition.composing import Loc
from funnels.definition.document import Document
from funnels.definition.findings import Finding

_TORN = "a comma ends the text"


def empties(document: Document) -> Iterator[tuple[Loc, Finding]]:
    """Every key and entry with nothing after it, and what is to be said of it."""
    yield from _empties(document, document.data, ())


def torn_texts(document: Document) -> list[Finding]:
    """Only the texts without quotes that a comma ends."""
    return [finding for _, finding in empties(document) if finding.problem.startswith(_TORN)]


def _empties(document: Document, at: Any, loc: Loc) -> Iterator[tuple[Loc, Finding]]:
    if isinstance(at, dict):
        for key, value in at.items():
            yield from _empties(document, value, (*loc, key))
    elif isinstance(at, list):
        for number, value in enumerate(at):
            yield from _empties(document, value, (*loc, number))
    elif at is None and loc:
        line, column = document.key_place(loc)
        key, written = loc[-1], document.lines[line - 1][column - 1 :]
        problem, remedy = "there is nothing here", "write its value, or take the line away"
        if isinstance(key, str) and written.removeprefix(key).lstrip().startswith(":"):
            problem = f"there is nothing after `{key}:`"
        elif isinstance(key, str) and written.startswith(key):
            problem, remedy = f"{_TORN}, and `{key}` is read as a key", "put the text in quotes"
        yield loc, Finding(document.name, line, column, problem, remedy)


def merged(refused: list[Finding], empty: list[Finding]) -> list[Finding]:
    """What the models refuse, and what has nothing after it, each line once; a torn text is told as such."""
    torn = {(finding.line, finding.column) for finding in empty if finding.problem.startswith(_TORN)}
    kept = [finding for finding in refused if (finding.line, finding.column) not in torn]
    lines = {finding.line for finding in kept}
    return [*kept, *(finding for finding in empty if finding.line not in lines)]
