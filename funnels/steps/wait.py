"""`wait`: nothing happens for a while. What comes after it waits for the sending hours.

```yaml
- wait: 2 days
```
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from funnels.definition.durations import Duration
from funnels.steps.base import Exit, Kind, Step

if TYPE_CHECKING:
    from funnels.engine.turn import Turn

OVER = "over"


class Wait(Step):
    """Lets time pass."""

    verb: ClassVar[str] = "wait"
    kind: ClassVar[Kind] = "waits"

    wait: Duration = Field(description="How long: 10 seconds, 30 min, 2 hours, 1 day 4 hours, 1 неделя, 2ч 30м.")

    def ways_through(self) -> Iterator[str]:
        return iter(())

    def enter(self, turn: "Turn") -> Exit:
        self.arm(turn)
        return None

    def arm(self, turn: "Turn") -> None:
        turn.set_timer(OVER, turn.decent(turn.entered_at + self.wait))

    def timer(self, turn: "Turn", timer: str) -> Exit:  # noqa: ARG002  # it sets only one
        return "next"
