"""A text is put together only if its markup is whole whatever the values are.

What begins inside `{% if %}` ends inside the same branch, and what begins outside does not end within; so
every way through the text has its tags balanced.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from operator import attrgetter

from liquid import Token
from liquid.token import TOKEN_CONTENT

from funnels.definition.cutting import MARK, Cut, Tag, number_of
from funnels.definition.dialect import TAGS
from funnels.definition.findings import TextError
from funnels.definition.mistakes import refuse_mixed_words
from funnels.definition.suggest import closest
from funnels.definition.visible import utf16_length, visible_length

_BRANCHES = {"else": ("if", "unless", "case", "for"), "elsif": ("if", "unless"), "when": ("case",)}
_BLOCKS = ("if", "unless", "case", "for")
_PIECE = re.compile(
    rf"(?P<mark>{MARK.pattern})|<(?P<end>/?)(?P<name>[a-z-]+)(?P<rest>[^<>]*)>|[^<\U00012470\U00100000-\U0010fffd]+"
)


@dataclass(kw_only=True)
class _Block:
    """A block that is not closed yet: the markup open in it, its length so far, its longest branch."""

    name: str
    line: int
    open_markup: list[str] = field(default_factory=list)
    length: int = 0
    longest: int = 0


@dataclass(kw_only=True)
class Assembly:
    """Tokens for Liquid's parser, and the visible length of the longest way through without values."""

    tokens: list[Token] = field(default_factory=list)
    length: int = 0


class _Assembler:
    def __init__(self, cut: Cut, *, markup: bool) -> None:
        self.cut = cut
        self.markup = markup
        self.tokens = list[Token]()
        self.blocks = [_Block(name="", line=0)]
        self.placed = set[int]()

    def run(self, text: str) -> Assembly:
        if self.markup:
            self._read(text)
        else:
            self._read_plain(text)
        block = self.blocks[-1]
        if block.name:
            raise TextError(
                f"`{{% {block.name} %}}` is never closed",
                f"write `{{% end{block.name} %}}` after it",
                block.line,
            )
        if lost := [tag for number, tag in enumerate(self.cut.tags) if number not in self.placed]:
            raise TextError("a Liquid tag stands where nothing is shown", "move it into the text", lost[0].line)
        return Assembly(tokens=list(_joined(self.tokens)), length=block.length)

    def _read_plain(self, text: str) -> None:
        at = 0
        for mark in MARK.finditer(text):
            self._static(text[at : mark.start()], utf16_length(text[at : mark.start()]))
            self._tag(mark[1], "plain")
            at = mark.end()
        self._static(text[at:], utf16_length(text[at:]))

    def _read(self, text: str) -> None:
        for piece in _PIECE.finditer(text):
            if piece["mark"]:
                self._tag(MARK.sub(r"\1", piece["mark"]), "text")
            elif piece["name"]:
                self._markup(piece)
            else:
                self._static(piece[0], visible_length(piece[0]))

    def _markup(self, piece: re.Match[str]) -> None:
        """A tag of Telegram's, maybe with Liquid tags in its address."""
        block = self.blocks[-1]
        if not piece["end"]:
            block.open_markup.append(piece["name"])
        elif block.open_markup and block.open_markup[-1] == piece["name"]:
            block.open_markup.pop()
        else:
            raise _torn(block)
        depth, at = len(self.blocks), 0
        for mark in MARK.finditer(piece[0]):
            before = piece[0][: mark.start()]
            self._static(piece[0][at : mark.start()], 0)
            whole = MARK.sub("", before).endswith('"')
            self._tag(mark[1], "address" if whole else "query" if re.search(r"[?#]", before) else "path")
            at = mark.end()
        self._static(piece[0][at:], 0)
        if len(self.blocks) != depth:
            raise _torn(self.blocks[-1])

    def _static(self, text: str, length: int) -> None:
        if text:
            self.tokens.append(Token(TOKEN_CONTENT, text, -1, text))
            self.blocks[-1].length += length

    def _tag(self, mark: str, place: str) -> None:
        self.placed.add(number_of(mark))
        tag = self.cut.tags[number_of(mark)]
        if tag.name == "raw":
            raw = tag.tokens[0].value
            self._static(
                raw if place == "plain" else escape(raw),
                utf16_length(raw) if place in ("plain", "text") else 0,
            )
        elif tag.name == "output":
            self.tokens += [tag.tokens[0]._replace(value=place), *tag.tokens[1:]]
        elif tag.name != "comment":
            self._block(tag)
            self.tokens += tag.tokens

    def _block(self, tag: Tag) -> None:
        block, name = self.blocks[-1], tag.name
        opener = name.removeprefix("end")
        if name in ("if", "unless", "elsif"):
            refuse_mixed_words(tag.tokens[-1].value, tag.line)
        if name in _BLOCKS:
            self.blocks.append(_Block(name=name, line=tag.line))
        elif name in _BRANCHES:
            if block.name not in _BRANCHES[name]:
                raise TextError(f"`{{% {name} %}}` is not inside a tag it belongs to", _hint(name), tag.line)
            self._end_branch(block)
        elif name != opener and opener in _BLOCKS:
            if block.name != opener:
                problem = (
                    f"`{{% {name} %}}` closes nothing" if not block.name else f"`{{% {block.name} %}}` is still open"
                )
                raise TextError(
                    problem,
                    f"write `{{% end{block.name or opener} %}}` here"
                    if block.name
                    else f"write `{{% {opener} … %}}` before it, or remove it",
                    tag.line,
                )
            self._end_branch(block)
            self.blocks.pop()
            self.blocks[-1].length += block.longest
        elif name not in TAGS:
            raise TextError(f"there is no tag `{{% {name} %}}`", _did_you_mean(name), tag.line)

    def _end_branch(self, block: _Block) -> None:
        if block.open_markup:
            raise _torn(block)
        block.longest = max(block.longest, block.length)
        block.length = 0


def _joined(tokens: list[Token]) -> Iterator[Token]:
    """The tokens with what no value changes in one piece between two tags: each piece is written with every message."""
    for kind, alike in groupby(tokens, key=attrgetter("kind")):
        if kind == TOKEN_CONTENT:
            text = "".join(token.value for token in alike)
            yield Token(TOKEN_CONTENT, text, -1, text)
        else:
            yield from alike


def assemble(text: str, cut: Cut, *, markup: bool) -> Assembly:
    """Put the tags back where their marks stand in the text.

    Raises:
        TextError: a block is not closed or not opened, a tag is unknown, or markup crosses the end of a
        branch.
    """
    return _Assembler(cut, markup=markup).run(text)


def _torn(block: _Block) -> TextError:
    return TextError(
        f"markup begins on one side of `{{% {block.name or 'if'} %}}` and ends on the other",
        "write the stars, brackets or bars of it on the same side",
        block.line,
    )


def _hint(name: str) -> str:
    return f"write `{{% {_BRANCHES[name][0]} … %}}` before it"


def _did_you_mean(name: str) -> str:
    known = (*TAGS, *_BRANCHES, *(f"end{block}" for block in _BLOCKS), "comment", "raw")
    if close := closest(name, known):
        return f"did you mean `{{% {close} %}}`?"
    return "there are `if`, `unless`, `case`, `for`, `assign`, `comment` and `raw`"
