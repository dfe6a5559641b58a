"""The keys that may stand at a place are those its model has; the model is found on the way pydantic took."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from funnels.definition.composing import Loc
from funnels.definition.explain import AllowedKeys

_Schema = dict[str, Any]


def keys_of(model: Any) -> AllowedKeys:
    """What `explain` needs to suggest keys: by pydantic's way to an unknown key, the keys known there."""

    @cache
    def roots() -> tuple[_Schema, dict[str, _Schema]]:
        core: _Schema = dict(TypeAdapter(model).core_schema)
        return core, {one["ref"]: one for one in core.get("definitions", ())}

    def allowed(loc: Loc) -> list[str]:
        core, definitions = roots()
        schemas = [_unwrapped(core, definitions)]
        for part in loc[:-1]:
            schemas = [_unwrapped(inner, definitions) for schema in schemas for inner in _entered(schema, part)]
        return sorted({key for schema in schemas for key, _ in _fields(schema)})

    return allowed


def _unwrapped(schema: _Schema, definitions: dict[str, _Schema]) -> _Schema:
    """The schema that has fields, entries or variants, without what pydantic wraps around it."""
    while True:
        if schema["type"] == "definition-ref":
            schema = definitions[schema["schema_ref"]]
        elif schema["type"] == "chain":
            schema = schema["steps"][-1]
        elif isinstance(schema.get("schema"), dict):
            schema = schema["schema"]
        else:
            return schema


def _entered(schema: _Schema, part: str | int) -> Iterator[_Schema]:
    """The schemas one part further on the way."""
    kind = schema["type"]
    if kind == "tagged-union":
        if part in schema["choices"]:
            yield schema["choices"][part]
    elif kind == "union":
        yield from (choice[0] if isinstance(choice, tuple) else choice for choice in schema["choices"])
    elif kind == "dict":
        yield schema["values_schema"]
    elif "items_schema" in schema:
        items = schema["items_schema"]
        yield from items if isinstance(items, list) else [items]
    else:
        yield from (field for key, field in _fields(schema) if key == part)


def _fields(schema: _Schema) -> Iterator[tuple[str, _Schema]]:
    """The keys a mapping of this schema may have, by the names scripts use."""
    fields = schema.get("fields", ())
    named = fields.items() if isinstance(fields, dict) else ((one["name"], one) for one in fields)
    for name, one in named:
        alias = one.get("validation_alias")
        yield (alias if isinstance(alias, str) else name), one["schema"]
