"""What a script says somewhere, as one plain line for a person who looks at the whole of it."""

from collections.abc import Mapping

from pydantic import BaseModel

from funnels.definition.conditions import Condition
from funnels.definition.spoken import spoken
from funnels.definition.text import Text
from funnels.definition.visible import visible_text

UNKNOWN = "…"
"""Stands for a value that each subscriber has their own of."""


def sketch(value: object, language: str) -> str:
    """The value in one line: a text without markup, `…` where it waits for a value; several keys, key by key."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        value = {fields[name].alias or name: getattr(value, name) for name in fields if name in value.model_fields_set}
    if isinstance(value, Text):
        filled = value.render(dict.fromkeys(value.variables, UNKNOWN))
        shown = filled if value.is_label else visible_text(filled)
    elif isinstance(value, Condition):
        shown = value.source
    elif isinstance(value, Mapping):
        shown = ", ".join(f"{key}: {sketch(part, language)}" for key, part in value.items())
    elif isinstance(value, tuple):
        shown = ", ".join(sketch(part, language) for part in value)
    else:
        shown = spoken(value, language)
    return " ".join(shown.split())
