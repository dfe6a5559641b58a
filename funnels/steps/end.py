"""`end`: the journey is over, with an outcome for the reports.

```yaml
- end: not interested
```
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from funnels.steps.base import Exit, Step

if TYPE_CHECKING:
    from funnels.engine.turn import Turn


class End(Step):
    """Ends the journey."""

    verb: ClassVar[str] = "end"

    end: str = Field(min_length=1, description="How it ended, in a word or two.")

    def ways_on(self) -> Iterator[str]:
        return iter(())

    def enter(self, turn: "Turn") -> Exit:
        turn.end(self.end)
        return None
