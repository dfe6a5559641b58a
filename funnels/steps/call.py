"""`call`: sends what is known of the person to a web address: a CRM, a spreadsheet, a system of your own.

The address gets a signed POST with JSON: the fields of `send:`, or, without it, everything known. With `save:` the
journey waits for the answer and keeps parts of it; without, it goes on at once and the call is tried for a day.
A call that fails for good goes the way of `failed:`, and the owners are told. What the address gets is in
[docs/calls.md](calls.md).

```yaml
- call: https://crm.example.com/leads
  send: {name: "{{ first_name }}", phone: "{{ phone | default: '' }}"}
  save: {crm_id: lead.id}
  within: 1 minute
  failed: next
```
"""

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from funnels.definition.durations import Duration
from funnels.definition.templates import Name
from funnels.engine.effects.outside import Call as CallEffect
from funnels.engine.outside_values import everything_known, found_in
from funnels.steps.answer_path import AnswerPath
from funnels.steps.base import Exit, Kind, Step
from funnels.steps.button import Address
from funnels.steps.outcome import Outcome
from funnels.steps.set_ import Value, filled

if TYPE_CHECKING:
    from funnels.engine.inputs import Called
    from funnels.engine.turn import Turn

ONE_TRY = timedelta(seconds=10)
WAITED_FOR = timedelta(minutes=1)
NOT_WAITED_FOR = timedelta(days=1)


class Call(Step):
    """Talks to another system."""

    verb: ClassVar[str] = "call"
    kind: ClassVar[Kind] = "staff"

    call: Address = Field(description="The web address that gets the POST.")
    send: Mapping[str, Value] | None = Field(
        default=None,
        title="values by name",
        description="The fields to send, by name. Default: everything known of the person.",
    )
    save: Mapping[Name, AnswerPath] = Field(
        default_factory=dict,
        description="What to keep of the JSON answer, such as crm_id: lead.id.",
    )
    within: Duration | None = Field(
        default=None, description="How long to try. Default: 1 minute with `save`, else 1 day."
    )
    failed: Outcome = Field(default="next", description="Where to go when it has failed for good.")

    def saves(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        yield from ((name, ("save", name)) for name in self.save)

    @property
    def waits(self) -> bool:
        """Whether the journey needs the answer."""
        return bool(self.save) or self.failed != "next"

    def outcomes(self) -> Iterator[tuple[str, Outcome]]:
        yield "failed", self.failed

    def ways_on(self) -> Iterator[str]:
        yield "next"
        if self.waits:
            yield "failed"

    def ways_through(self) -> Iterator[str]:
        return iter(()) if self.waits else self.ways_on()

    def enter(self, turn: "Turn") -> Exit:
        journey = turn.journey
        patience = self.within or (WAITED_FOR if self.waits else NOT_WAITED_FOR)
        turn.emit(
            CallEffect(
                url=str(self.call),
                body=json.dumps(self._fields(turn), ensure_ascii=False, default=str),
                give_up_at=turn.now + patience,
                timeout=min(ONE_TRY, patience).total_seconds(),
                funnel=journey.funnel,
                run=journey.run,
                revision=journey.revision,
                step=journey.step,
            )
        )
        return None if self.waits else "next"

    def _fields(self, turn: "Turn") -> dict[str, Any]:
        if self.send is not None:
            return {name: filled(turn, value) for name, value in self.send.items()}
        return everything_known(turn.journey)

    def called(self, turn: "Turn", result: "Called") -> Exit:
        self._keep(turn, result)
        return "next" if result.ok else "failed"

    def called_late(self, turn: "Turn", result: "Called") -> None:
        self._keep(turn, result)

    def _keep(self, turn: "Turn", result: "Called") -> None:
        """What the address knows of the person is true wherever their journey stands."""
        for name, path in self.save.items() if result.ok else ():
            value = found_in(result.answer, path)
            if value is not None:
                turn.set_attribute(name, value)
