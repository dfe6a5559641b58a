"""A share of the people is written as a percentage or as a fraction: `40%`, `12,5 %`, `0.4`."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from funnels.definition.explain import wrong

_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")


def _share(value: object) -> object:
    share: object = value
    if isinstance(value, str) and (percent := _PERCENT.fullmatch(value.strip())):
        share = float(percent[1].replace(",", ".")) / 100
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
        raise wrong(f"`{value}` is no share of the people", "write it from 0 to 1, such as 0.6, or as 60 %")
    return share


def _somebody(share: float) -> float:
    if not share:
        raise wrong("nobody is no target", "write a share such as 40%, or leave target out")
    return share


Share = Annotated[float, BeforeValidator(_share)]
"""From 0 to 1."""

Target = Annotated[
    Share,
    AfterValidator(_somebody),
    WithJsonSchema(
        {
            "title": "share",
            "anyOf": [
                {"type": "string", "pattern": f"^{_PERCENT.pattern}$"},
                {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
            ],
            "examples": ["40%", 0.4],
        }
    ),
]
"""More than 0."""
