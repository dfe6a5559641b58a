"""Where a payment leads: for all products of an offer alike, or for each by its name."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Discriminator
from pydantic import Tag as Variant

from funnels.definition.templates import Name
from funnels.steps.outcome import Outcome


def _form(value: Any) -> str:
    return "each" if isinstance(value, Mapping) else "all"


PaidOutcome = Annotated[
    Annotated[Outcome, Variant("all")] | Annotated[Mapping[Name, Outcome], Variant("each")], Discriminator(_form)
]
"""A single step has become a list of one by then, see `told_apart`."""


def told_apart(paid: Any, offered: tuple[str, ...]) -> Any:
    """The outcome as written; a step that stands alone as a list, so that it is not taken for products by name.

    A product may be called like a verb: `{start: …, pro: …}` is no step where both are offered.
    """
    from funnels.steps import VERBS  # noqa: PLC0415  # an offer is one of them

    if not isinstance(paid, Mapping):
        return paid
    verbs, named = paid.keys() & (VERBS.keys() - set(offered)), paid.keys() & set(offered)
    return paid if not verbs and (named or len(offered) != 1) else [paid]
