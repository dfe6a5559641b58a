"""A script file is read as plain data in which each thing knows its place.

What cannot be read says where and why. UTF-8, one YAML 1.2 document, a mapping or a list at the top. A
byte-order mark and Windows line ends are no mistake.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from funnels.definition.composing import Composer, Entry, Loc
from funnels.definition.findings import Finding, ScriptError
from funnels.definition.past_mistakes import compose

FILE = "funnel.yaml"
"""What the file with a funnel's script is called, in the folder with the funnel's name."""

LARGEST = 1_000_000
"""Bytes; a larger file is refused without being read."""

LONGEST_LINE = 20_000
"""Characters; no one writes a longer line, and YAML takes very long over some."""

_LINE_ENDS = re.compile("\r\n?")
_ODD_BREAKS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")


@dataclass(frozen=True, kw_only=True)
class Document:
    """A script file as data, and where each piece of it stands; lines and columns count from 1.

    `data` has only dicts with text for keys, lists, text, numbers, booleans and `None`. A `loc` is the way to
    a value from the top, such as `("stages", 0, "title")`; one that leads nowhere stands for the nearest
    thing above it.
    """

    name: str
    source: str
    data: Any
    warnings: tuple[Finding, ...] = ()
    entries: dict[Loc, Entry] = field(repr=False, compare=False)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.source.split("\n")

    def place(self, loc: Loc, line_offset: int = 0) -> tuple[int, int]:
        """Where the value stands, or the line of its text that is `line_offset` below the first."""
        entry = self._nearest(loc)
        if not entry.is_block:
            return entry.line, entry.column
        lines = self.lines
        line = min(entry.line + 1 + line_offset, len(lines))
        return line, len(lines[line - 1]) - len(lines[line - 1].lstrip()) + 1

    def key_place(self, loc: Loc) -> tuple[int, int]:
        """Where the key of the value stands; for an entry of a list, the value itself."""
        entry = self._nearest(loc)
        return entry.key_line, entry.key_column

    def spelling(self, loc: Loc) -> str:
        """A single value as it is written, `+79991234567` where `data` has a number; "" for others."""
        entry = self.entries.get(loc)
        return entry.spelling or "" if entry else ""

    def _nearest(self, loc: Loc) -> Entry:
        while loc not in self.entries and loc:
            loc = loc[:-1]
        return self.entries[loc]


def read(path: Path, name: str | None = None) -> Document:
    """Read a script file; `name` is what findings call it.

    Raises:
        ScriptError: the file cannot be read, or is not such a document; each mistake is a finding.
    """
    name = name or path.name
    try:
        if path.stat().st_size > LARGEST:
            raise _unreadable(name, "the file is larger than 1 MB", "keep media out of it, and split the funnel")
        raw = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise _unreadable(name, f"the file cannot be opened: {reason}", "check its name and its rights") from error
    return parse(_decoded(raw, name), name)


def parse(source: str, name: str) -> Document:
    """Read a script from text; as `read`.

    Raises:
        ScriptError: the text is not such a document; each mistake is a finding.
    """
    source = _LINE_ENDS.sub("\n", source.removeprefix("\ufeff")).translate(_ODD_BREAKS)
    lines = source.split("\n")
    if odd := _UNPRINTABLE.search(source):
        before, code = source[: odd.start()], f"U+{ord(odd[0]):04X}"
        column = len(before) - before.rfind("\n")
        raise ScriptError(
            Finding(
                name, before.count("\n") + 1, column, f"there is an invisible character here, {code}",
                "delete it",
            )
        )  # fmt: skip
    if long := next((number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE), None):
        raise ScriptError(Finding(name, long, 1, f"the line is longer than {LONGEST_LINE} characters", "break it up"))
    composer = compose(lines, name)
    if composer.errors:
        raise ScriptError(*composer.errors)
    if composer.data is None:
        raise _unreadable(name, "the file is empty", "write `funnel: name` on its first line, and go on from there")
    if not isinstance(composer.data, dict | list):
        raise ScriptError(_wrong_top(composer, name))
    return Document(
        name=name,
        source=source,
        data=composer.data,
        warnings=tuple(composer.warnings),
        entries=composer.entries,
    )


def _wrong_top(composer: Composer, name: str) -> Finding:
    entry = composer.entries[()]
    if glued := re.match(r"([\w ]+):(\S.*)", entry.spelling or ""):
        problem, remedy = f"there is no space after `{glued[1]}:`", f"write `{glued[1]}: {glued[2]}`"
    else:
        problem, remedy = "the file has no `key: value` lines", "begin it with `funnel: name`"
    return Finding(name, entry.line, entry.column, problem, remedy)


def _decoded(raw: bytes, name: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unreadable(name, "the file is saved as UTF-16", "save it as UTF-8 (in Notepad: Save as, Encoding)")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        cyrillic = len(re.findall(rb"[\xc0-\xff]{2}", raw)) > 1
        kind = "it looks like Windows-1251" if cyrillic else "its encoding is unknown"
        raise ScriptError(
            Finding(
                name, line, column, f"the file is not UTF-8: {kind}",
                "save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
            )
        ) from None  # fmt: skip


def _unreadable(name: str, problem: str, remedy: str) -> ScriptError:
    return ScriptError(Finding(name, 1, 1, problem, remedy))
