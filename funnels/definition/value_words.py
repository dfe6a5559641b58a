"""What kind of value a key of the script takes, in the words of who writes it, read from the key's schema."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

Schema = Mapping[str, Any]

_PLAIN = {"string": "words", "integer": "whole number", "number": "number", "boolean": "true or false"}

_CALLED = {"FollowUp": "follow-up", "AlbumItem": "file", "SplitVariant": "variant", "Entrance": "ways in"}
"""Models whose names say something else."""


def value_words(part: Schema) -> str:
    """`duration`, `list of names`, `manager, marketer or owner`; a type that has a title is called by it."""
    match part:
        case {"title": said} | {"const": said}:
            words = str(said)
        case {"$ref": ref}:
            words = model_words(str(ref).rpartition("/")[2])
        case {"enum": choices}:
            words = _either(choices)
        case {"anyOf": kinds}:
            words = _either(dict.fromkeys(map(value_words, kinds)))
        case {"type": "array", "items": items}:
            words = f"list of {_plural(value_words(items))}"
        case {"type": "object"}:
            words = f"{_plural(value_words(_inner(part)))} by name"
        case _:
            words = _PLAIN.get(str(part.get("type")), "any value")
    return words


def model_words(name: str) -> str:
    """`ButtonSpec` is a button, `MenuEntry` a menu entry."""
    return _CALLED.get(name) or " ".join(re.findall(r"[A-Z][a-z]*", name.removesuffix("Spec"))).lower()


def _inner(part: Schema) -> Schema:
    """What the values of a mapping are."""
    inner: Any = part.get("additionalProperties")
    if not isinstance(inner, Mapping):
        inner = next(iter(part.get("patternProperties", {}).values()), {})
    return {**inner}


def _plural(words: str) -> str:
    if " or " in words or words.endswith(("text", "s")):
        return words
    first, *rest = words.split(" ")
    if rest and rest[0] in ("of", "to"):  # words of a link, ways to pay
        return " ".join([f"{first}s", *rest])
    return words.removesuffix("y") + ("ies" if words.endswith("ry") else "s")


def _either(words: Iterable[object]) -> str:
    *most, last = map(str, words)
    return f"{', '.join(most)} or {last}" if most else last
