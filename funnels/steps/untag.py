"""`untag`: takes a label off the person.

```yaml
- untag: hot
```
"""

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from funnels.definition.templates import Name
from funnels.steps.base import Exit, Step

if TYPE_CHECKING:
    from funnels.engine.turn import Turn


class Untag(Step):
    """Takes a label away."""

    verb: ClassVar[str] = "untag"

    untag: Name = Field(description="The label, as in tag.")

    def enter(self, turn: "Turn") -> Exit:
        turn.untag(self.untag)
        return "next"
