"""Where an exit of a step leads: by name, or to steps of its own."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, GetCoreSchemaHandler
from pydantic import Tag as Variant
from pydantic_core import CoreSchema

from funnels.steps.base import Step


class _OfAnyVerb:
    """Tells pydantic what a step is when the first script is read: by then all verbs are there, this one's own too."""

    def __get_pydantic_core_schema__(self, _source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        from funnels.steps import AnyStep  # noqa: PLC0415  # the verbs are made of outcomes

        return handler.generate_schema(AnyStep)


def _kind(value: Any) -> str:
    return "name" if isinstance(value, str) else "steps"


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


Outcome = Annotated[
    Annotated[str, Variant("name")] | Annotated[tuple[Annotated[Step, _OfAnyVerb()], ...], Variant("steps")],
    Discriminator(_kind),
    BeforeValidator(_listed),
]
"""Where an exit leads: `next`, `end`, a step or stage by name; or steps, after which the journey goes on."""
