"""`start`: begins another funnel beside this one, which goes on with its next step.

Whether somebody who has been there may walk it again is that funnel's `again:`. To leave this one, write `end`
after it.

```yaml
- start: first-steps
```
"""

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from funnels.definition.templates import FunnelName
from funnels.engine.effects.start_funnel import StartFunnel
from funnels.steps.base import Exit, Step

if TYPE_CHECKING:
    from funnels.engine.turn import Turn


class Start(Step):
    """Begins another funnel."""

    verb: ClassVar[str] = "start"

    start: FunnelName = Field(description="The other funnel's name.")

    def enter(self, turn: "Turn") -> Exit:
        turn.emit(StartFunnel(funnel=self.start))
        return "next"
