"""What Telegram marks in a text by itself: commands, links, addresses, mentions and hashtags."""

import re
from typing import Any

from . import utf16

PATTERN = re.compile(
    r"(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,})"
    r"|(?P<url>(?<![\w@.])(?:https?://[^\s<>\"]+|(?:[a-zA-Z0-9-]+\.)+(?:com|org|net|ru|me|io|dev|app)\b(?:/[^\s<>\"]*)?))"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{2,31})"
    r"|(?P<hashtag>(?<!\w)\#[^\W\d_]\w*)"
    r"|(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
)
HINTS = re.compile(r"[@#/.]")
UNTOUCHED = frozenset({"code", "pre", "text_link", "text_mention", "url"})
TRAILING = ".,;:!?)»\"'"


def with_detected(text: str, entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The given entities and the detected ones, in order of their beginnings."""
    if HINTS.search(text) is None:
        return entities
    closed = [
        (entity["offset"], entity["offset"] + entity["length"]) for entity in entities if entity["type"] in UNTOUCHED
    ]
    found = []
    for match in PATTERN.finditer(text):
        kind = str(match.lastgroup)
        matched = match.group().rstrip(TRAILING) if kind == "url" else match.group()
        start = utf16.units(text[: match.start()])
        end = start + utf16.units(matched)
        if not any(start < until and end > since for since, until in closed):
            found.append({"type": kind, "offset": start, "length": end - start})
    if not found:
        return entities
    return sorted(entities + found, key=lambda entity: (entity["offset"], -entity["length"]))
