"""As much of JSON Schema as the funnel's schema uses; a word it does not know is an error, not a silence."""

import re
from collections.abc import Callable, Iterator
from typing import Any

Schema = dict[str, Any]

_IGNORED = {"$schema", "$defs", "title", "description", "default", "examples", "format", "maxLength"}
_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}


def errors(value: Any, schema: Schema, whole: Schema, way: str = "$") -> Iterator[str]:
    """What the schema has against the value."""
    for word, wanted in schema.items():
        if word == "$ref":
            yield from errors(value, _resolve(wanted, whole), whole, way)
        elif word == "anyOf":
            if all(any(errors(value, one, whole, way)) for one in wanted):
                yield f"{way}: none of {len(wanted)} kinds"
        elif word in _PARTS:
            for key, part, one in _PARTS[word](value, schema):
                yield from errors(part, one, whole, f"{way}.{key}")
        elif word == "additionalProperties":
            known = schema["properties"]
            yield from (
                f"{way}: {key} is unknown" for key in (value if isinstance(value, dict) else ()) if key not in known
            )
        elif word not in _IGNORED and not _FACTS[word](value, wanted):
            yield f"{way}: not {word} {wanted}"


def _resolve(ref: str, whole: Schema) -> Schema:
    found: Schema = whole
    for part in ref.removeprefix("#/").split("/"):
        found = found[part]
    return found


Parts = Iterator[tuple[str | int, Any, Schema]]
"""Parts of a value, each with its key and its schema."""


def _items(value: Any, schema: Schema) -> Parts:
    for number, one in enumerate(value if isinstance(value, list) else ()):
        yield number, one, schema["items"]


def _properties(value: Any, schema: Schema) -> Parts:
    for key, one in schema["properties"].items():
        if isinstance(value, dict) and key in value:
            yield key, value[key], one


def _patterns(value: Any, schema: Schema) -> Parts:
    for pattern, one in schema["patternProperties"].items():
        for key in value if isinstance(value, dict) else ():
            if re.search(pattern, key):
                yield key, value[key], one


_PARTS: dict[str, Callable[[Any, Schema], Parts]] = {
    "items": _items,
    "properties": _properties,
    "patternProperties": _patterns,
}
_FACTS: dict[str, Callable[[Any, Any], bool]] = {
    "type": lambda value, wanted: _TYPES[wanted](value),
    "enum": lambda value, wanted: value in wanted,
    "required": lambda value, wanted: not isinstance(value, dict) or all(key in value for key in wanted),
    "const": lambda value, wanted: value == wanted,
    "pattern": lambda value, wanted: not isinstance(value, str) or re.search(wanted, value) is not None,
    "minLength": lambda value, wanted: not isinstance(value, str) or len(value) >= wanted,
    "minItems": lambda value, wanted: not isinstance(value, list) or len(value) >= wanted,
    "maxItems": lambda value, wanted: not isinstance(value, list) or len(value) <= wanted,
    "minimum": lambda value, wanted: not isinstance(value, int) or value >= wanted,
    "maximum": lambda value, wanted: not isinstance(value, int) or value <= wanted,
}
