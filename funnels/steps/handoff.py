"""`handoff`: a manager takes the chat; the journey stands still until it is given back or the time is over.

What the person writes meanwhile goes to the staff it was handed to; what they reply goes to the person. The bot
says nothing of its own, but for the follow-ups of this step.

```yaml
- handoff: "{{ first_name }} хочет обсудить проект, телефон {{ phone | default: 'не оставили' }}"
  text: Передаю вас менеджеру, он ответит прямо здесь.
  to: manager
  follow_ups:
    - {after: 2 hours, message: "Менеджер ещё занят, но о вас помнит."}
  within: 1 day
  otherwise: core
```
"""

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from funnels.definition.templates import Template
from funnels.engine import staffing
from funnels.steps.base import Exit, Kind
from funnels.steps.staff import ForStaff
from funnels.steps.waiting import Waiting

if TYPE_CHECKING:
    from funnels.engine.inputs import Answered, StaffActed
    from funnels.engine.turn import Turn


class Handoff(ForStaff, Waiting):
    """Hands the chat to a manager."""

    verb: ClassVar[str] = "handoff"
    kind: ClassVar[Kind] = "staff"

    handoff: Template = Field(description="What the staff should know: Markdown with Liquid tags.")
    text: Template | None = Field(default=None, description="What the person is told. Default: the bot's own words.")

    def enter(self, turn: "Turn") -> Exit:
        staffing.notify(turn, "handoff", self.addressee, turn.text(self.handoff))
        self.show(turn)
        self.arm(turn)
        return None

    def show(self, turn: "Turn") -> None:
        if self.text:
            turn.send(self.text)
        else:
            turn.reply("handed_over", purpose="step")

    def takes(self, turn: "Turn", answer: "Answered") -> bool:  # noqa: ARG002  # all of it is for the manager
        return True

    def answered(self, turn: "Turn", answer: "Answered") -> Exit:
        staffing.pass_on(turn, "said", self.addressee, answer)
        return None

    def given_back(self, turn: "Turn", act: "StaffActed") -> Exit:
        turn.track("given_back", detail=str(act.staff))
        return "next"

    def on_closed(self, turn: "Turn") -> Exit:
        staffing.notify(turn, "handoff_over", self.addressee, turn.text(self.handoff))
        return "otherwise"
