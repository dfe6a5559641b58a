"""The JSON Schema of `funnel.yaml` says what editors need to complete and to check, and no more.

It is made from the models, so it cannot disagree with them; here only its form is changed: nothing is null,
each verb comes first among its keys, and what the loader takes as a shorthand (a button's label, `end`, one
step instead of a list) is allowed.
"""

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]

_STEP: Schema = {"$ref": "#/$defs/Step"}
_OUTCOME: Schema = {"$ref": "#/$defs/Outcome"}
_BUTTON: Schema = {"$ref": "#/$defs/Button"}


def for_editors(schema: Schema, verbs: Mapping[str, str]) -> Schema:
    """The schema pydantic makes, in a form editors can use; `verbs` are the definitions' names by verb."""
    steps = [{"$ref": f"#/$defs/{name}"} for name in verbs.values()]
    definitions: Schema = {name: _tidied(one, steps) for name, one in schema["$defs"].items()}
    for verb, name in verbs.items():
        _put_first(definitions[name], verb)
    definitions["Step"] = {
        "description": "One thing the bot does or waits for: a verb with what belongs to it.",
        "anyOf": [*steps, {"const": "end", "description": "Ends the journey."}],
    }
    definitions["Outcome"] = {
        "description": "Where it leads: steps of its own, after which the journey goes on, or a name.",
        "anyOf": [
            {
                "type": "string",
                "description": "next, end, a step's id, a stage, or stage.id.",
                "examples": ["next", "end"],
            },
            {"type": "array", "items": _STEP, "description": "Steps."},
            *steps,
        ],
    }
    definitions["Button"] = {
        "anyOf": [
            {"type": "string", "minLength": 1, "description": "A label: a press leads to the next step."},
            {"$ref": "#/$defs/ButtonSpec"},
        ],
    }
    whole = _tidied({key: value for key, value in schema.items() if key != "$defs"}, steps)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **whole,
        "title": "Voronka funnel",
        "$defs": definitions,
    }


def _tidied(part: Any, steps: list[Schema]) -> Any:
    if isinstance(part, list):
        return [_tidied(one, steps) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("oneOf") == steps:
        return _STEP
    tidied = {key: _tidied(value, steps) for key, value in part.items() if key != "title" or _is_key(value)}
    return _shorthand(_without_null(tidied))


def _is_key(value: object) -> bool:
    """Whether `title` is one of the keys described here, and not pydantic's own word for one."""
    return isinstance(value, dict)


def _without_null(part: Schema) -> Schema:
    """A key that may be left out is left out, not written with nothing after it."""
    if part.get("default", ...) is None:
        del part["default"]
    kinds: list[Schema] = part.get("anyOf", [])
    if {"type": "null"} in kinds:
        kinds = [one for one in kinds if one != {"type": "null"}]
        rest = {key: value for key, value in part.items() if key != "anyOf"}
        return {**kinds[0], **rest} if len(kinds) == 1 else {**rest, "anyOf": kinds}
    return part


def _shorthand(part: Schema) -> Schema:
    """Where the loader takes more than one form, all of them by one name."""
    kinds: list[Schema] = part.get("oneOf") or part.get("anyOf") or []
    rest = {key: value for key, value in part.items() if key not in ("oneOf", "anyOf")}
    if {"type": "array", "items": _STEP} in kinds:
        return {**_OUTCOME, **rest}
    if {"$ref": "#/$defs/ButtonSpec"} in kinds:
        rows = any(one.get("type") == "array" for one in kinds)
        return {"anyOf": [_BUTTON, {"type": "array", "items": _BUTTON}], **rest} if rows else _BUTTON
    return {"anyOf": kinds, **rest} if kinds else part


def _put_first(definition: Schema, key: str) -> None:
    properties = definition["properties"]
    definition["properties"] = {key: properties[key], **properties}
