"""`set`: keeps things about the person, under names of the script's own, for texts and conditions.

A value is text, a number, or true and false; text may have Liquid tags. One that is nothing but a tag keeps a
number a number: `"{{ visits | plus: 1 }}"`.

```yaml
- set: {city: Москва, visits: "{{ visits | default: 0 | plus: 1 }}", warm: true}
```
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BeforeValidator, Field

from funnels.definition.templates import Name, plain_text
from funnels.definition.text import Text
from funnels.engine.subscriber import Attribute
from funnels.steps.base import Exit, Step

if TYPE_CHECKING:
    from funnels.engine.turn import Turn

_ONE_TAG = re.compile(r"\s*\{\{[^{}]*\}\}\s*")
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_LONGEST_NUMBER = 15
"""Digits a float keeps exactly; what is longer is a code, not a number to count with."""


def _value(value: object) -> object:
    return plain_text(value) if isinstance(value, str) else value


Value = Annotated[bool | int | float | Text, BeforeValidator(_value, json_schema_input_type=bool | int | float | str)]


class Set(Step):
    """Keeps attributes of the person."""

    verb: ClassVar[str] = "set"

    set_: Mapping[Name, Value] = Field(
        alias="set", title="values by name", min_length=1, description="What to keep, by name."
    )

    def saves(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        yield from ((name, ("set", name)) for name in self.set_)

    def enter(self, turn: "Turn") -> Exit:
        for name, value in self.set_.items():
            turn.set_attribute(name, filled(turn, value))
        return "next"


def filled(turn: "Turn", value: "bool | float | Text") -> Attribute:
    """The value a script writes, its tags filled in; a number where one tag is all of it and prints one."""
    if not isinstance(value, Text):
        return value
    shown = value.render(turn.values())
    if _ONE_TAG.fullmatch(value.source) and _NUMBER.fullmatch(shown) and len(shown) <= _LONGEST_NUMBER:
        return float(shown) if "." in shown else int(shown)
    return shown
