"""The small pieces of Telegram's HTML: character references and the attributes of a start tag."""

import re

from .errors import ApiError, bad_request

SPACE = " \t\r\n\0\v"
NUMBER = re.compile(r"&#(?:x([0-9a-fA-F]*)|([0-9]*))")
NAME = re.compile(r"&([a-zA-Z]*)")
BLANK = re.compile(f"[{SPACE}]*")
ATTRIBUTE = re.compile(f"[^{SPACE}=>/\"']*")
TOKEN = re.compile(r"[A-Za-z0-9.-]*")
NAMES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LONGEST_REFERENCE = 10
LAST_CODE_POINT = 0x10FFFF


def refused(words: str) -> ApiError:
    return bad_request(f"can't parse entities: {words}")


def byte_offset(html: str, place: int) -> int:
    return len(html[:place].encode("utf-8", "surrogatepass"))


def span(pattern: re.Pattern[str], html: str, place: int) -> int:
    """Where the longest match of a pattern that may be empty ends."""
    found = pattern.match(html, place)
    return found.end() if found else place


def reference(html: str, place: int) -> tuple[str, int]:
    """What the character reference at `place` stands for, and where it ends; a bare `&` stands for itself."""
    numeric = NUMBER.match(html, place)
    if numeric is not None:
        end = numeric.end()
        hexadecimal, decimal = numeric.groups()
        digits = decimal if hexadecimal is None else hexadecimal
        code = int(digits, 10 if hexadecimal is None else 16) if 0 < len(digits) < LONGEST_REFERENCE else 0
        fits = 0 < code < LAST_CODE_POINT and end - place < LONGEST_REFERENCE
        decoded = chr(code) if fits else ""
    else:
        end = span(NAME, html, place)
        decoded = NAMES.get(html[place + 1 : end], "")
    if not decoded:
        return "&", place + 1
    return decoded, end + 1 if html.startswith(";", end) else end


def attributes(html: str, tag: str, begin: int, place: int) -> tuple[dict[str, str], int]:
    """The attributes of the tag that began at `begin`, read from `place` on, and where its `>` stands.

    Raises:
        ApiError: the tag is not closed, or an attribute has no name or no end.
    """
    found: dict[str, str] = {}
    at = byte_offset(html, begin)
    while True:
        place = span(BLANK, html, place)
        if html.startswith(">", place):
            return found, place
        end = span(ATTRIBUTE, html, place)
        name = html[place:end]
        if not name:
            raise refused(f'Empty attribute name in the tag "{tag}" at byte offset {at}')
        place = span(BLANK, html, end)
        if html.startswith("=", place):
            place = span(BLANK, html, place + 1)
            if place < len(html):
                found[name], place = value(html, place)
                if place < len(html):
                    continue
                raise refused(f"Unclosed start tag at byte offset {at}")
        else:
            found[name] = ""
        if place >= len(html):
            raise refused(f'Unclosed start tag "{tag}" at byte offset {at}')


def value(html: str, place: int) -> tuple[str, int]:
    """An attribute's value and where it ends; a quoted one without its closing quote runs to the end."""
    quote = html[place]
    if quote not in "\"'":
        end = span(TOKEN, html, place)
        if end < len(html) and html[end] not in SPACE + ">":
            raise refused(f"Unexpected end of name token at byte offset {byte_offset(html, place)}")
        return html[place:end].lower(), end
    parts: list[str] = []
    place += 1
    while place < len(html) and html[place] != quote:
        if html[place] == "&":
            part, place = reference(html, place)
        else:
            part, place = html[place], place + 1
        parts.append(part)
    return "".join(parts), min(place + 1, len(html))
