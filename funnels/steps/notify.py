"""`notify`: tells staff something, by role or chat; the journey goes on at once.

```yaml
- notify: "Новый лид: {{ first_name }}, {{ phone | default: 'без телефона' }}"
  to: owner
```
"""

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from funnels.definition.templates import Template
from funnels.engine import staffing
from funnels.steps.base import Exit, Kind, Step
from funnels.steps.staff import ForStaff

if TYPE_CHECKING:
    from funnels.engine.turn import Turn


class Notify(ForStaff, Step):
    """Tells staff."""

    verb: ClassVar[str] = "notify"
    kind: ClassVar[Kind] = "staff"

    notify: Template = Field(description="What they are told: Markdown with Liquid tags.")

    def enter(self, turn: "Turn") -> Exit:
        staffing.notify(turn, "note", self.addressee, turn.text(self.notify))
        return "next"
