"""`tag`: puts a label on the person, for conditions and segments.

```yaml
- tag: hot
```
"""

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from funnels.definition.templates import Name
from funnels.steps.base import Exit, Step

if TYPE_CHECKING:
    from funnels.engine.turn import Turn


class Tag(Step):
    """Labels the person."""

    verb: ClassVar[str] = "tag"

    tag: Name = Field(description="The label: Latin letters, digits, - and _.")

    def enter(self, turn: "Turn") -> Exit:
        turn.tag(self.tag)
        return "next"
