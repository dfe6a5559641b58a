"""Telegram counts what a reader sees, in UTF-16 units: tags cost nothing, most emoji cost two.

The markup here is what `text` makes: tags of one form, `<`, `>` and `&` of the text escaped.
"""

import re
from html import unescape

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z-]+)[^<>]*>")
_PART = re.compile(rf"{_TAG.pattern}|(?P<text>[^<]+)")
_CUT_SHORT = "\u200d\ufe0f"
"""Joins and variants of emoji: they mean nothing at the end of a text that was cut."""


def utf16_length(text: str) -> int:
    """The length of plain text as Telegram counts it; a lone surrogate counts one."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fits(text: str, limit: int) -> bool:
    """Whether plain text is no longer than `limit`; most are so even if each of their characters counted two."""
    return 2 * len(text) <= limit or utf16_length(text) <= limit


def visible_length(markup: str) -> int:
    """The length of what is left of the markup when Telegram has read it."""
    return utf16_length(visible_text(markup))


def visible_text(markup: str) -> str:
    """What is left of the markup when Telegram has read it."""
    return unescape(_TAG.sub("", markup))


def clip(text: str, limit: int) -> str:
    """At most `limit` units of plain text; what is cut is told by an ellipsis."""
    if fits(text, limit):
        return text
    return _start_of(text, limit - 1) + "…" if limit > 0 else ""


def clip_markup(markup: str, limit: int | None = None) -> str:
    """At most `limit` visible units of markup; every tag it opens is closed, and none that is not open."""
    cut = limit is not None and visible_length(markup) > limit
    room = max(0, limit - 1) if limit is not None and cut else len(markup)
    out, open_tags = list[str](), list[str]()
    for part in _PART.finditer(markup):
        text = unescape(part["text"] or "")
        if cut and utf16_length(text) > room:
            out.append(_escape(_start_of(text, room)))
            break
        room -= utf16_length(text)
        out.append(part["text"] or _tag(part, open_tags))
    out.append("…" if cut and limit else "")
    out.extend(f"</{name}>" for name in reversed(open_tags))
    return "".join(out)


def _tag(tag: re.Match[str], open_tags: list[str]) -> str:
    """The tag, with the tags that must be closed before it; nothing for an end without a beginning."""
    name = tag["name"]
    if not tag["end"]:
        open_tags.append(name)
        return tag[0]
    if name not in open_tags:
        return ""
    closed = list[str]()
    while not closed or closed[-1] != name:
        closed.append(open_tags.pop())
    return "".join(f"</{one}>" for one in closed)


def _start_of(text: str, room: int) -> str:
    """As much of the beginning as fits, without half an emoji or a space at its end."""
    kept = 0
    for char in text:
        room -= 1 + (char > "\uffff")
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip(_CUT_SHORT).rstrip()


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
