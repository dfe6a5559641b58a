"""A script is read event by event, so that every value keeps its place and nothing hidden in YAML gets in.

Anchors, references, merge keys and tags of YAML's own are refused: a script must read from top to bottom, and
one line must not stand for another. Nesting is bounded, and keys are always text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from funnels.definition.findings import Finding, ScriptError
from funnels.definition.scalars import scalar
from funnels.definition.yaml_mistakes import in_braces, quoted, special_start

Loc = tuple[str | int, ...]
"""The way to a value from the top: keys of mappings and numbers of list entries."""

DEEPEST = 50

_EATEN = re.compile(r"(?<=\s)#[^\W\d_][^\s#]*")
"""What looks like a hashtag in a text, and is the beginning of a comment to YAML."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Where a value and its key stand, counting from 1; `spelling` is a single value as it was written."""

    line: int
    column: int
    key_line: int
    key_column: int
    spelling: str | None = None
    is_block: bool = False


@dataclass(kw_only=True)
class _Open:
    """A mapping or a list that is being read; `key` is set between a key and its value."""

    loc: Loc
    data: dict[str, Any] | list[Any]
    key: str | None = None
    key_place: tuple[int, int] = (0, 0)
    key_lines: dict[str, int] = field(default_factory=dict)


class Composer:
    """Reads one document into `data` and `entries`; `errors` and `warnings` are what it found on the way."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self.file = file
        self.lines = lines
        self.data: Any = None
        self.entries: dict[Loc, Entry] = {}
        self.errors: list[Finding] = []
        self.warnings: list[Finding] = []
        self._documents = 0
        self._open: list[_Open] = []

    def read(self, events: Iterable[Event]) -> None:
        """Take in all events.

        Raises:
            ScriptError: there is something after which reading on makes no sense.
        """
        for event in events:
            if isinstance(event, DocumentStartEvent):
                self._document(event)
            elif isinstance(event, CollectionEndEvent):
                self._open.pop()
            elif isinstance(event, NodeEvent):
                self._node(event)

    def _document(self, event: DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop(
                event,
                "the file has a second document",
                "remove the line `---`, or put it into a file of its own",
            )
        if event.version or event.tags:
            self._stop(event, "a line with `%` at the top changes how YAML is read", "remove the line")

    def _node(self, event: NodeEvent) -> None:
        self._refuse_hidden(event)
        parent = self._open[-1] if self._open else None
        if parent and isinstance(parent.data, dict) and parent.key is None:
            self._key(parent, event)
            return
        loc, key_place = self._attach(parent, event)
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        style = event.style if isinstance(event, ScalarEvent) else None
        self.entries[loc] = Entry(
            line=line,
            column=column,
            key_line=key_place[0] or line,
            key_column=key_place[1] or column,
            spelling=event.value if isinstance(event, ScalarEvent) else None,
            is_block=style in ("|", ">"),
        )
        if isinstance(event, ScalarEvent) and style is None and event.value:
            self._warn_of_hashtag(event)

    def _key(self, parent: _Open, event: NodeEvent) -> None:
        mark = event.start_mark
        if not isinstance(event, ScalarEvent):
            line = self.lines[mark.line]
            if torn := in_braces(line, mark.column):
                self._stop(event, *torn)
            if "{" in line:
                self._stop(event, special_start("{{" if "{{" in line else "{") or "", quoted(line))
            self._stop(event, "a key must be one word", "write `key: value`")
        if event.value == "<<" and event.style is None:
            self._find(event, "`<<` copies entries from another place", "write the entries out")
        if event.value in parent.key_lines:
            self._find(
                event,
                f"`{event.value}` is written twice, first on line {parent.key_lines[event.value]}",
                "keep one of them",
            )
        parent.key_lines.setdefault(event.value, mark.line + 1)
        parent.key, parent.key_place = event.value, (mark.line + 1, mark.column + 1)

    def _attach(self, parent: _Open | None, event: NodeEvent) -> tuple[Loc, tuple[int, int]]:
        """Put the value where it belongs, and say where that is and where its key stands."""
        value = self._value(event)
        loc: Loc = ()
        key_place = (0, 0)
        if parent is None:
            self.data = value
        elif isinstance(parent.data, dict):
            key = parent.key or ""
            loc, key_place = (*parent.loc, key), parent.key_place
            parent.data[key] = value
            parent.key = None
        else:
            loc = (*parent.loc, len(parent.data))
            parent.data.append(value)
        if isinstance(event, CollectionStartEvent):
            if len(self._open) >= DEEPEST:
                self._stop(event, f"this is nested more than {DEEPEST} levels deep", "move inner steps into a stage")
            self._open.append(_Open(loc=loc, data=value))
        return loc, key_place

    def _value(self, event: NodeEvent) -> Any:
        if isinstance(event, ScalarEvent):
            return scalar(event.value) if event.style is None else event.value
        if isinstance(event, MappingStartEvent):
            return {}
        return [] if isinstance(event, CollectionStartEvent) else None

    def _refuse_hidden(self, event: NodeEvent) -> None:
        start = "*" if isinstance(event, AliasEvent) else "&" if event.anchor else "!"
        if start != "!" or getattr(event, "ctag", None):
            self._find(event, special_start(start) or "", quoted(self.lines[event.start_mark.line]))

    def _warn_of_hashtag(self, event: ScalarEvent) -> None:
        line = self.lines[event.end_mark.line]
        eaten = _EATEN.search(line, event.end_mark.column)
        if eaten and not line[event.end_mark.column : eaten.start()].strip():
            self.warnings.append(
                Finding(
                    self.file,
                    event.end_mark.line + 1,
                    eaten.start() + 1,
                    f"`{eaten[0]}` and what follows it is a comment, not text",
                    f"{quoted(line)}, or write a space after `#` if a comment is meant",
                    "warning",
                )
            )

    def _find(self, event: Event, problem: str, remedy: str) -> None:
        mark = event.start_mark
        self.errors.append(Finding(self.file, mark.line + 1, mark.column + 1, problem, remedy))

    def _stop(self, event: Event, problem: str, remedy: str) -> NoReturn:
        self._find(event, problem, remedy)
        raise ScriptError(*self.errors)
