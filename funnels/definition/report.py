"""What the rules find is written down with its place in the file, once, and without its own consequences.

When the models have refused a part of a script, the rest is checked all the same. Of what is wrong there, that is
left out which may only follow from the refusal: a name the refused part may have given, and anything inside the
piece it was taken from.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from funnels.definition.composing import Loc
from funnels.definition.document import Document
from funnels.definition.findings import Finding, Severity

_MEANT = re.compile(r"\s#\s*voronka:\s*ok\b")
"""A comment at the end of a line: so it is meant. It silences the line's warnings; a reason may follow."""

NAMELESS = "nameless-"
"""What the name of a stage begins with whose own name was refused; it is not shown to anybody."""

_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, kw_only=True)
class Refused:
    """What was taken out of a script: the words in it, and the pieces it left incomplete."""

    words: frozenset[str] = frozenset()
    pieces: frozenset[Loc] = frozenset()

    def explains(self, loc: Loc, name: str) -> bool:
        """Whether a finding here, about this name not being known, may be a mere consequence."""
        within = any(loc[: len(piece)] == piece for piece in self.pieces)
        return within or (name != "" and not self.words.isdisjoint((name, *name.split("."))))


@dataclass(kw_only=True)
class Report:
    """Takes the way to a value in the models, what is wrong there and what to write instead."""

    document: Document
    refused: Refused = field(default_factory=Refused)
    findings: list[Finding] = field(default_factory=list)

    def __call__(self, loc: Loc, problem: str, remedy: str, *, missing: str = "") -> None:
        """An error; `missing` is the name that is not known, if that is what is wrong."""
        if not self.refused.explains(loc, missing):
            self._add(loc, problem, remedy, "error")

    def warn(self, loc: Loc, problem: str, remedy: str) -> None:
        """Something a marketer may mean, and more often does not."""
        if not self.refused.explains(loc, ""):
            self._add(loc, problem, f"{remedy}, or end the line with `# voronka: ok`", "warning")

    def leave_out(self, loc: Loc) -> None:
        """What stands here is not looked into, so names it may give are not missed elsewhere."""
        words = words_of(at(self.document.data, loc))
        self.refused = replace(self.refused, words=self.refused.words.union(words))

    def _add(self, loc: Loc, problem: str, remedy: str, severity: Severity) -> None:
        place = self.document.place(_as_written(loc, self.document))
        self.findings.append(Finding(self.document.name, *place, problem, remedy, severity))

    def result(self) -> tuple[Finding, ...]:
        """All findings by their places, each once, without the warnings of lines that are meant so."""
        lines = self.document.lines
        kept = {one for one in self.findings if one.severity == "error" or not _MEANT.search(lines[one.line - 1])}
        return tuple(sorted(kept))


def at(data: Any, loc: Loc) -> Any:
    """What stands there in plain data; None if the way leads nowhere."""
    for part in loc:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def words_of(data: Any) -> Iterator[str]:
    """Every key, every value and every word of a value."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            yield from words_of(value)
    elif isinstance(data, list):
        for value in data:
            yield from words_of(value)
    elif data is not None:
        yield str(data)
        yield from _WORD.findall(str(data))


def _as_written(loc: Loc, document: Document) -> Loc:
    """The way in the file: a single thing may be written without the list that the models make of it."""
    way: list[str | int] = []
    at = document.data
    for part in loc:
        if isinstance(part, int) and not isinstance(at, list):
            continue
        way.append(part)
        if isinstance(at, dict):
            at = at.get(str(part))
        elif isinstance(at, list) and isinstance(part, int):
            at = at[part] if part < len(at) else None
    return tuple(way)
