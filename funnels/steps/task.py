"""`task`: gives a manager something to do, and reports to the owners if it is not done in time.

The journey goes on at once; the task stays until somebody presses “Done” under it, also after the journey has
ended. One that is late is reported once.

```yaml
- task: Позвонить {{ first_name }} и договориться о замере
  to: manager
  within: 2 hours
```
"""

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from funnels.definition.durations import Duration
from funnels.definition.templates import Template
from funnels.engine import staffing
from funnels.steps.base import Exit, Kind, Step
from funnels.steps.staff import ForStaff

if TYPE_CHECKING:
    from funnels.engine.turn import Turn


class Task(ForStaff, Step):
    """Gives staff something to do."""

    verb: ClassVar[str] = "task"
    kind: ClassVar[Kind] = "staff"

    task: Template = Field(description="What is to be done: Markdown with Liquid tags.")
    within: Duration | None = Field(default=None, description="How long they have; then the owners are told.")

    def enter(self, turn: "Turn") -> Exit:
        staffing.open_task(turn, self.task, self.addressee, turn.now + self.within if self.within else None)
        return "next"
