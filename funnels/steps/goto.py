"""`goto`: jumps to a step of this stage by its `id`, to a stage by its name, or to `stage.id`.

```yaml
- goto: core
```
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from funnels.steps.base import Exit, Step

if TYPE_CHECKING:
    from funnels.engine.turn import Turn
    from funnels.steps.outcome import Outcome


class Goto(Step):
    """Jumps elsewhere in the script."""

    verb: ClassVar[str] = "goto"

    goto: str = Field(title="place", description="A step's id, a stage, or stage.id.")

    def outcomes(self) -> "Iterator[tuple[str, Outcome]]":
        yield "goto", self.goto

    def ways_on(self) -> Iterator[str]:
        yield "goto"

    def enter(self, turn: "Turn") -> Exit:  # noqa: ARG002  # it only points
        return "goto"
