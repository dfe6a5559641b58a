"""A message's text as HTML that a page may show: everything escaped, only known tags, always well nested."""

import html
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from . import utf16

TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
SAFE_SCHEMES = ("http://", "https://", "tg://", "mailto:")


def safe_html(text: str, entities: Iterable[dict[str, Any]]) -> str:
    """Entities that overlap without nesting are closed and opened again, so that tags never cross."""
    data = utf16.encoded(text)
    marks = [entity for entity in entities if entity["length"] > 0]
    marks.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    edges = {0, len(data) // 2}
    for mark in marks:
        edges |= {mark["offset"], mark["offset"] + mark["length"]}
    places = sorted(place for place in edges if 0 <= place <= len(data) // 2)
    parts: list[str] = []
    stack: list[tuple[dict[str, Any], str]] = []
    for start, end in pairwise(places):
        _close_until(start, stack, parts)
        holds = {id(mark) for mark, _ in stack}
        for mark in marks:
            if mark["offset"] <= start < mark["offset"] + mark["length"] and id(mark) not in holds:
                opening, closing = _tags(mark, utf16.piece(data, mark["offset"], mark["offset"] + mark["length"]))
                parts.append(opening)
                stack.append((mark, closing))
        parts.append(html.escape(utf16.piece(data, start, end)))
    parts.extend(closing for _, closing in reversed(stack))
    return "".join(parts)


def _close_until(place: int, stack: list[tuple[dict[str, Any], str]], parts: list[str]) -> None:
    """Close tags from the outermost that ends here inwards; the caller opens again those that go on."""
    ended = [number for number, (mark, _) in enumerate(stack) if mark["offset"] + mark["length"] <= place]
    if ended:
        parts.extend(closing for _, closing in reversed(stack[ended[0] :]))
        del stack[ended[0] :]


def _tags(mark: dict[str, Any], covered: str) -> tuple[str, str]:
    kind = mark["type"]
    if kind == "spoiler":
        return '<span class="spoiler">', "</span>"
    if kind == "expandable_blockquote":
        return '<blockquote class="folding">', "</blockquote>"
    link = _link(mark, covered)
    if link is not None:
        return f'<a href="{html.escape(link)}" rel="noopener noreferrer" target="_blank">', "</a>"
    tag = TAGS.get(kind)
    return ("", "") if tag is None else (f"<{tag}>", f"</{tag}>")


def _link(mark: dict[str, Any], covered: str) -> str | None:
    kind = mark["type"]
    if kind == "email":
        return f"mailto:{covered}"
    typed = covered if "://" in covered else f"http://{covered}"
    link = typed if kind == "url" else str(mark.get("url", ""))
    return link if link.lower().startswith(SAFE_SCHEMES) else None
