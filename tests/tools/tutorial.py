"""A tutorial read as what its reader does: write a piece into a file, or run a command and compare what it prints.

The fence of a piece says where it goes (no reader sees it): `yaml funnel.yaml` is the whole file; `at the end`;
`before WORDS`, `after WORDS` and `instead of WORDS` speak of the block whose first line begins with these words and
whose other lines are further in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```(?P<kind>yaml|console) ?(?P<said>.*)\n(?P<body>(?:.*\n)*?)```$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Something to write into a file of the funnel's folder."""

    file: str
    where: str
    text: str

    def write(self, folder: Path) -> None:
        """Do what the tutorial says."""
        path = folder / self.file
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(self._put_into(old), encoding="utf-8")

    def _put_into(self, old: str) -> str:
        how, _, words = self.where.partition(" of " if self.where.startswith("instead") else " ")
        match how:
            case "":
                return self.text
            case "at":
                return f"{old}\n{self.text}"
            case "before":
                first, _ = _block(old, words)
                return f"{old[:first]}{self.text}\n{old[first:]}"
            case "after":
                _, last = _block(old, words)
                return f"{old[:last]}{self.text}{old[last:]}"
            case "instead":
                first, last = _block(old, words)
                return f"{old[:first]}{self.text}{old[last:]}"
        raise AssertionError(f"nobody knows what `{self.where}` means")


@dataclass(frozen=True, kw_only=True)
class Command:
    """Something to run, and what it prints."""

    arguments: tuple[str, ...]
    output: str


def steps_of(tutorial: Path) -> Iterator[Piece | Command]:
    """What its reader does, in order."""
    for fence in _FENCE.finditer(tutorial.read_text(encoding="utf-8")):
        if fence["kind"] == "console":
            command, _, output = fence["body"].partition("\n")
            yield Command(arguments=tuple(command.removeprefix("$ voronka ").split()), output=output)
        else:
            file, _, where = fence["said"].partition(" ")
            yield Piece(file=file, where=where, text=fence["body"])


def _block(text: str, words: str) -> tuple[int, int]:
    """Where the one block whose first line begins with the words begins and ends."""
    (found,) = re.finditer(rf"(?m)^(?P<indent> *){re.escape(words)}.*\n", text)
    rest = re.compile(rf"(?:{found['indent']} +\S.*\n|[ ]*\n(?={found['indent']} +\S))*")
    inside = rest.match(text, found.end())
    return found.start(), inside.end() if inside else found.end()
