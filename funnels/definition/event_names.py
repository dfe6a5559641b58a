"""How a script names events: one of them, or several of which any will do."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from funnels.definition.templates import Name


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


EventNames = Annotated[
    tuple[Name, ...],
    Field(min_length=1),
    BeforeValidator(_listed, json_schema_input_type=Name | tuple[Name, ...]),
]
