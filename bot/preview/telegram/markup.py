"""Reads Telegram's HTML: few tags, refused where Telegram refuses them, entities in UTF-16 units.

Offsets in the errors are bytes of the UTF-8 text, as Telegram gives them.
"""

import re
from dataclasses import dataclass
from typing import Any

from . import utf16
from .links import LinkError, checked, user_of
from .markup_reading import SPACE, attributes, byte_offset, reference, refused, span

Entity = dict[str, Any]

SPECIAL = re.compile(r"[<&]")
TAG_NAME = re.compile(f"[^{SPACE}>]*")
END_TAG = re.compile(f"</([^{SPACE}>]*)[{SPACE}]*(>?)")
TYPES = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}


def parse(html: str) -> tuple[str, list[Entity]]:
    """The visible text and its entities, in order of their beginnings, the wider first.

    Raises:
        ApiError: 400 `can't parse entities: ...`, as Telegram words it.
    """
    return Parser(html).run()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A start tag that waits for its end: where its text begins, in units and in parts."""

    tag: str
    attributes: dict[str, str]
    offset: int
    part: int


class Parser:
    def __init__(self, html: str) -> None:
        self.html = html
        self.parts: list[str] = []
        self.units = 0
        self.opened: list[Opened] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        html, place = self.html, 0
        while (found := SPECIAL.search(html, place)) is not None:
            self._add(html[place : found.start()])
            place = found.start()
            if found.group() == "&":
                decoded, place = reference(html, place)
                self._add(decoded)
            elif html.startswith("</", place):
                place = self._end(place)
            else:
                place = self._start(place)
        self._add(html[place:])
        if self.opened:
            raise refused(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return self._text(), sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))

    def _text(self) -> str:
        try:
            return utf16.encoded("".join(self.parts)).decode("utf-16-le")
        except UnicodeDecodeError:
            raise refused(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            ) from None

    def _add(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.units += utf16.units(text)

    def _start(self, place: int) -> int:
        html = self.html
        end = span(TAG_NAME, html, place + 1)
        if end >= len(html):
            raise refused(f"Unclosed start tag at byte offset {byte_offset(html, place)}")
        tag = html[place + 1 : end].lower()
        if tag not in TYPES:
            raise refused(f'Unsupported start tag "{tag}" at byte offset {byte_offset(html, place)}')
        given, end = attributes(html, tag, place, end)
        if tag == "span" and given.get("class") != "tg-spoiler":
            raise refused(f'Tag "span" must have class "tg-spoiler" at byte offset {byte_offset(html, place)}')
        self.opened.append(Opened(tag=tag, attributes=given, offset=self.units, part=len(self.parts)))
        return end + 1

    def _end(self, place: int) -> int:
        at = byte_offset(self.html, place)
        if not self.opened:
            raise refused(f"Unexpected end tag at byte offset {at}")
        found = END_TAG.match(self.html, place)
        if found is None or not found.group(2):
            raise refused(f"Unclosed end tag at byte offset {at}")
        name, opened = found.group(1).lower(), self.opened.pop()
        if name not in {"", opened.tag}:
            raise refused(f'Unmatched end tag at byte offset {at}, expected "</{opened.tag}>", found "</{name}>"')
        if self.units > opened.offset:
            self._close(opened)
        return found.end()

    def _close(self, opened: Opened) -> None:
        details = details_of(opened.tag, opened.attributes, "".join(self.parts[opened.part :]))
        if details is None:
            return
        entity: Entity = {
            "type": TYPES[opened.tag],
            "offset": opened.offset,
            "length": self.units - opened.offset,
            **details,
        }
        last = self.entities[-1] if self.entities else {}
        if (last.get("offset"), last.get("length")) == (entity["offset"], entity["length"]):
            kinds = (last["type"], entity["type"])
            if kinds == ("code", "pre") and "language" in last:
                last["type"] = "pre"
                return
            if kinds == ("pre", "code") and "language" in entity:
                last["language"] = entity["language"]
                return
        self.entities.append(entity)


def details_of(tag: str, given: dict[str, str], inner: str) -> dict[str, Any] | None:
    """What the entity of this tag carries besides its type and place; None when the tag becomes no entity."""
    if tag == "a":
        return link_details(given.get("href") or inner)
    if tag == "code" and given.get("class", "").startswith("language-"):
        return {"language": given["class"].removeprefix("language-")}
    if tag == "blockquote" and "expandable" in given:
        return {"type": "expandable_blockquote"}
    if tag == "tg-emoji":
        if not given.get("emoji-id", "").isdecimal():
            raise refused("Invalid custom emoji identifier specified")
        return {"custom_emoji_id": given["emoji-id"]}
    return {}


def link_details(link: str) -> dict[str, Any] | None:
    if (user_id := user_of(link)) is not None:
        return {
            "type": "text_mention",
            "user": {"id": user_id, "is_bot": False, "first_name": ""},
        }
    try:
        return {"url": checked(link)}
    except LinkError:
        return None
