"""`if`: a condition decides which steps come next; after them the journey goes on below the `if`.

Conditions are Liquid: `orders contains "course"`, `tags contains "hot"`, `email`, `source == "vk"`.

```yaml
- if: orders contains "course"
  then:
    - message: Спасибо, что вы с нами!
  else: core
```
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from funnels.definition.templates import Expression
from funnels.steps.base import Exit, Kind, Step
from funnels.steps.outcome import Outcome

if TYPE_CHECKING:
    from funnels.engine.turn import Turn


class If(Step):
    """Chooses by a condition."""

    verb: ClassVar[str] = "if"
    kind: ClassVar[Kind] = "decides"

    if_: Expression = Field(alias="if", description='A Liquid condition: orders contains "course".')
    then: Outcome = Field(default="next", description="Steps, or where to go, when it holds.")
    else_: Outcome = Field(default="next", alias="else", description="Steps, or where to go, when it does not.")

    def outcomes(self) -> Iterator[tuple[str, Outcome]]:
        yield "then", self.then
        yield "else", self.else_

    def ways_on(self) -> Iterator[str]:
        yield "then"
        yield "else"

    def enter(self, turn: "Turn") -> Exit:
        exit_ = "then" if self.if_.holds(turn.values()) else "else"
        turn.track("decided", detail=exit_)
        return exit_
