"""Liquid tags are cut out of a text before its Markdown is read, and put back after.

A private character stands for each. A tag that prints something is a letter to Markdown; one that does not
stands between two punctuation marks, so that emphasis may end right before `{% endif %}`. The characters used
are from the last private plane of Unicode and its cuneiform punctuation: no keyboard has them, and a text
that holds them is refused.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from liquid import Environment, Token
from liquid.exceptions import LiquidError
from liquid.token import TOKEN_COMMENT, TOKEN_CONTENT, TOKEN_EXPRESSION, TOKEN_OUTPUT

from funnels.definition.findings import TextError

MOST_TAGS = 500
"""Of Liquid's; no message has as many, and some thousands that are never closed take its parser minutes."""

LONGEST_SOURCE = 20_000
"""Characters in the source of one text: far over what a message may hold, and soon read whatever they are."""

MARK = re.compile("\U00012470?([\U00100000-\U0010fffd])\U00012470?")
_OURS = re.compile("[\U00012470\U00100000-\U0010fffd]")
_FIRST = 0x100000


@dataclass(frozen=True, kw_only=True)
class Tag:
    """One Liquid tag of a text: its tokens, and the line it stands on, from 0.

    `name` is `if`, `endif` and so on, or `output` for `{{ }}`, `raw` for text kept from Liquid (its token
    holds that text), `comment` for what is left out.
    """

    name: str
    tokens: tuple[Token, ...]
    line: int

    @property
    def prints(self) -> bool:
        return self.name in ("output", "raw")


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A text with marks for its tags; `lines` has the source's line for each line that is left."""

    text: str
    tags: tuple[Tag, ...]
    lines: tuple[int, ...]


def cut_tags(source: str, environment: Environment) -> Cut:
    """Put a mark in the place of each Liquid tag of the source.

    Raises:
        TextError: a tag is not closed, or the source is too long or holds a character used for marks.
    """
    if len(source) > LONGEST_SOURCE:
        raise TextError(f"the text is {len(source)} characters long", "split it into several messages")
    if (begun := source.count("{{") + source.count("{%")) > MOST_TAGS:
        raise TextError(
            f"the text has {begun} Liquid tags, at most {MOST_TAGS} are read", "split it into several messages"
        )
    if ours := _OURS.search(source):
        raise TextError(
            f"the character U+{ord(ours[0]):X} cannot be shown",
            "take it out, or replace it with an emoji",
            source.count("\n", 0, ours.start()),
        )
    breaks = [found.start() for found in re.finditer("\n", source)]
    text, tags, lines = list[str](), list[Tag](), [0]
    for tokens in _groups(source, environment):
        token = tokens[0]
        if token.kind == TOKEN_CONTENT and not source.startswith("{%", token.start_index):
            start = source.index(token.value, token.start_index)
            lines += [bisect_right(breaks, start + at.start()) for at in re.finditer("\n", token.value)]
            text.append(token.value)
            continue
        tag = Tag(name=_name(token), tokens=tokens, line=bisect_right(breaks, token.start_index - 1))
        mark = chr(_FIRST + len(tags))
        text.append(mark if tag.prints else f"\U00012470{mark}\U00012470")
        tags.append(tag)
    return Cut(text="".join(text), tags=tuple(tags), lines=tuple(lines))


def number_of(mark: str) -> int:
    """Which of the tags the mark stands for."""
    return ord(mark) - _FIRST


def _groups(source: str, environment: Environment) -> list[tuple[Token, ...]]:
    """The tokens of the source, a tag or a stretch of text each."""
    groups = list[tuple[Token, ...]]()
    try:
        for token in environment.tokenizer()(source):
            if token.kind == TOKEN_EXPRESSION:
                groups[-1] += (token,)
            else:
                groups.append((token,))
    except LiquidError as error:
        start = error.token.start_index if error.token else 0
        begun = source[start : start + 30].split("\n", 1)[0]
        end = "}}" if begun.startswith("{{") else "%}"
        raise TextError(
            f"`{begun}` is not closed", f"write `{end}` where the tag ends", source.count("\n", 0, start)
        ) from error
    return groups


def _name(token: Token) -> str:
    if token.kind == TOKEN_OUTPUT:
        return "output"
    if token.kind == TOKEN_CONTENT:
        return "raw"
    if token.kind == TOKEN_COMMENT or token.value in ("#", "comment", "endcomment"):
        return "comment"
    return token.value
