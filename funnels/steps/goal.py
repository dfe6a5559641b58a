"""`goal`: a milestone was met. A stage whose `goal:` has this name is passed.

The journey goes on with the steps below it, in the same stage: the thanks, the manager's task. Only a payment takes
it to the next stage at once.

```yaml
- goal: consultation_booked
- task: Call {{ phone }}
- message: Thank you! We shall call you.
```
"""

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from funnels.definition.templates import Name
from funnels.steps.base import Exit, Step

if TYPE_CHECKING:
    from funnels.engine.turn import Turn


class Goal(Step):
    """Records a named milestone."""

    verb: ClassVar[str] = "goal"

    goal: Name = Field(description="The milestone's name, as in a stage's goal.")

    def enter(self, turn: "Turn") -> Exit:
        turn.track("goal", detail=self.goal)
        turn.goal_met(self.goal)
        return "next"
