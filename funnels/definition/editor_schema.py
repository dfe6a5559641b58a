"""The JSON Schema of `funnel.yaml` says what editors need to complete and to check, and no more.

It is made from the models, so it cannot disagree with them; here only its form is changed: nothing is null,
each verb comes first among its keys, and what the loader takes as a shorthand (a button's label, `end`, one
step instead of a list) is allowed. Each key has a title, the kind of its value, and a description; a verb has its
reference entry as well, with the example, as `markdownDescription`, which VS Code shows instead.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from funnels.definition.value_words import model_words, value_words

Schema = dict[str, Any]

_LINK_IN_DOCS = re.compile(r"\[([^]]+)]\((?!https://)[^)]+\)")
"""A link to a page beside the reference: an editor would look for it beside the script."""

_STEP: Schema = {"$ref": "#/$defs/Step"}
_OUTCOME: Schema = {"$ref": "#/$defs/Outcome"}
_BUTTON: Schema = {"$ref": "#/$defs/Button"}


class Titled(GenerateJsonSchema):
    """Only the titles that types are given; pydantic would make one of each key's name, which says nothing."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002  # it is so for all
        """Never."""
        return False


def for_editors(schema: Schema, verbs: Mapping[str, str], entries: Mapping[str, str]) -> Schema:
    """The schema that `Titled` makes, in a form editors can use.

    `verbs` are the definitions' names by verb; `entries` are the entries of the reference, in Markdown, by verb.
    """
    steps = [{"$ref": f"#/$defs/{name}"} for name in verbs.values()]
    definitions = described(schema, steps)
    for verb, name in verbs.items():
        _put_first(definitions[name], verb)
        definitions[name]["title"] = verb
        definitions[name]["properties"][verb]["markdownDescription"] = _LINK_IN_DOCS.sub(r"`\1`", entries[verb])
    definitions["Step"] = {
        "title": "step",
        "description": "One thing the bot does or waits for: a verb with what belongs to it.",
        "anyOf": [*steps, {"const": "end", "description": "Ends the journey."}],
    }
    definitions["Outcome"] = {
        "title": "outcome",
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
        "title": "button",
        "anyOf": [
            {"type": "string", "minLength": 1, "description": "A label: a press leads to the next step."},
            {"$ref": "#/$defs/ButtonSpec"},
        ],
    }
    whole = _named("Funnel", _tidied({key: value for key, value in schema.items() if key != "$defs"}, steps))
    for definition in (whole, *definitions.values()):
        _told_of_parts(definition, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **whole,
        "$defs": definitions,
    }


def described(schema: Schema, steps: Sequence[Schema] = ()) -> Schema:
    """The models in a schema that `Titled` makes, by name, with a title for each key; `steps` is what a step may be."""
    return {name: _named(name, _tidied(one, steps)) for name, one in schema["$defs"].items()}


def _tidied(part: Any, steps: Sequence[Schema]) -> Any:
    if isinstance(part, list):
        return [_tidied(one, steps) for one in part]
    if not isinstance(part, dict):
        return part
    if steps and part.get("oneOf") == steps:
        return _STEP
    return _shorthand(_without_null({key: _tidied(value, steps) for key, value in part.items()}))


def _named(name: str, definition: Schema) -> Schema:
    """The definition and each of its keys with a title; what it says beyond its first paragraph is Markdown."""
    described = {**definition, "title": model_words(name)}
    first, _, rest = definition.get("description", "").partition("\n\n")
    if rest:
        described |= {"description": " ".join(first.split()), "markdownDescription": definition["description"]}
    if keys := definition.get("properties"):
        described["properties"] = {key: {"title": value_words(value), **value} for key, value in keys.items()}
    return described


def _told_of_parts(definition: Schema, definitions: Schema) -> None:
    """A key whose value is described at length says it too: an editor shows it before anything is written there."""
    for key in definition.get("properties", {}).values():
        part = next(iter(key.get("patternProperties", {}).values()), key.get("items", key))
        more = definitions.get(part.get("$ref", "").rpartition("/")[2], {}).get("markdownDescription")
        if more:
            key["markdownDescription"] = f"{key['description']}\n\n{more}"


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
