"""`wait`: nothing happens for a while: for a length of time, until a moment, or for an event.

A length of time (`2 days`) is counted from the step on, and what comes after it waits for the sending hours.

A moment is one of the person's own clock: `10:00` (the next time it is ten), `tomorrow 10:00`, `friday 19:30`,
`in 3 days at 10:00`, `1 March 2026 19:00`, `01.03.2026`, in Russian too: `завтра в 10:00`, `в пятницу`,
`1 марта 19:00`. A weekday, an hour and a date without a year are the next ones; a day without an hour begins
with the sending hours, or at 10:00. `until:` says the same and can be moved by `plus:` or `minus:`. An hour that
is written is kept, also outside the sending hours. A moment that is past ends the wait at once, by `past:` where the
script has it: so those who come after the webinar go to its recording.

`until: "{{ course_ends }}"` reads the moment from what was saved earlier. If nothing was, or it is no moment,
the journey goes on at once by `otherwise` (the next step if there is none) and the reports count a missing
variable.

`for:` waits for an event: a goal that the person meets in another funnel, or something that happened outside and that
your own system told the bot of ([events.md](events.md)). Of several, the first to happen ends the wait; which one it
was stands in `event`, for conditions and texts: `if: event == "called_us"`. `save:` keeps values of the event as
attributes. With `within:` the wait ends by `otherwise` if it never happens. What follows an event is an answer: it does
not wait for the sending hours.

```yaml
- wait: 2 days
- wait: tomorrow 10:00
- wait: {until: "{{ course_ends }}", plus: 7 days}
- wait: {until: 2026-03-12 19:00, minus: 1 hour}
  past: core
- wait: {for: webinar_seen, save: [minutes]}
  follow_ups:
    - {after: 1 day, message: Запись вебинара ещё открыта.}
  within: 3 days
  otherwise: end
- wait: {for: [paid_elsewhere, called_us]}
```
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic import Tag as Variant

from funnels.definition.explain import wrong
from funnels.definition.text import Text
from funnels.engine.outside_values import keep
from funnels.steps.base import Exit, Kind
from funnels.steps.moment import ForEvent, Until, read_said
from funnels.steps.outcome import Outcome
from funnels.steps.waiting import Waiting

if TYPE_CHECKING:
    from typing import Self

    from funnels.engine.inputs import Answered, EventReceived
    from funnels.engine.turn import Turn

OVER = "over"

LATE = timedelta(minutes=15)
"""After an outage longer than this a named hour is past, and the sending hours decide again."""


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "an event" if "for" in value else "a moment"
    return "an event" if isinstance(value, ForEvent) else "said"


_Said = Annotated[
    timedelta | Until,
    BeforeValidator(read_said),
    WithJsonSchema(
        {
            "title": "duration or moment",
            "type": "string",
            "description": "A length of time or a moment.",
            "examples": ["2 days", "30 min", "2ч 30м", "tomorrow 10:00", "friday 19:30", "завтра в 10:00"],
        }
    ),
]


class Wait(Waiting):
    """Lets time pass, or waits for an event."""

    verb: ClassVar[str] = "wait"
    hears: ClassVar[bool] = False
    kind: ClassVar[Kind] = "waits"

    wait: Annotated[
        Annotated[_Said, Variant("said")]
        | Annotated[Until, Variant("a moment")]
        | Annotated[ForEvent, Variant("an event")],
        Discriminator(_kind),
    ] = Field(
        title="duration, moment or event",
        description="How long, until when, or for which event: 2 days, tomorrow 10:00, {until: …}, {for: …}.",
    )

    past: "Outcome" = Field(default="next", description="Where to go when the moment is past already.")

    @field_validator("otherwise")
    @classmethod
    def _can_happen(cls, otherwise: object, info: ValidationInfo) -> object:  # noqa: ARG003  # the base has it
        """Whether it can is known when `wait` is read: `_only_what_happens`."""
        return otherwise

    @model_validator(mode="after")
    def _only_what_happens(self) -> "Self":
        if not isinstance(self.wait, ForEvent):
            for key in ("follow_ups", "within"):
                if getattr(self, key):
                    raise wrong(f"`{key}` needs something that may not happen", "write wait: {for: EVENT}")
        if "otherwise" in self.model_fields_set and "otherwise" not in self.ways_on():
            raise wrong("`otherwise` never happens here", "add within: 3 days to wait: {for: EVENT}, or take it away")
        if "past" in self.model_fields_set and "past" not in self.ways_on():
            raise wrong("`past` never happens here: only a date can be past", "take it away")
        return self

    def saves(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        if isinstance(self.wait, ForEvent):
            yield from ((name, ("wait", "save", number)) for number, name in enumerate(self.wait.save))

    def outcomes(self) -> "Iterator[tuple[str, Outcome]]":
        yield from super().outcomes()
        yield "past", self.past

    def ways_on(self) -> Iterator[str]:
        yield "next"
        if isinstance(self.wait, Until) and not self.wait.is_ahead and self.past != "next":
            yield "past"
        if self.within or (isinstance(self.wait, Until) and isinstance(self.wait.until, Text)):
            yield "otherwise"

    def ways_through(self) -> Iterator[str]:
        return iter(()) if not isinstance(self.wait, Until) or self.wait.is_ahead else self.ways_on()

    def enter(self, turn: "Turn") -> Exit:
        if isinstance(self.wait, Until):
            end = self.wait.resolve(turn)
            if end is None or end[0] <= turn.now:
                return "past" if end else "otherwise"
        self.arm(turn)
        return None

    def show(self, turn: "Turn") -> None:
        turn.reply("will_write_later")

    def arm(self, turn: "Turn") -> None:
        match self.wait:
            case timedelta():
                turn.set_timer(OVER, turn.decent(turn.entered_at + self.wait))
            case Until():
                end = self.wait.resolve(turn)
                turn.set_timer(OVER, end[0] if end else turn.now)
            case ForEvent():
                super().arm(turn)

    def on_new_zone(self, turn: "Turn") -> None:
        """The wait ends by the new clock; follow-ups of an event are left as they are, lest one comes twice."""
        if not isinstance(self.wait, ForEvent):
            self.arm(turn)

    def answered(self, turn: "Turn", answer: "Answered") -> Exit:  # noqa: ARG002  # words change nothing here
        turn.reply("nothing_to_answer")
        return None

    def timer(self, turn: "Turn", timer: str) -> Exit:
        return "next" if timer == OVER else super().timer(turn, timer)

    def keeps_hour(self, turn: "Turn", timer: str) -> bool:
        end = self.wait.resolve(turn) if timer == OVER and isinstance(self.wait, Until) else None
        return end is not None and end[1] and turn.now - end[0] < LATE

    def awaits(self, event: str) -> bool:
        return isinstance(self.wait, ForEvent) and event in self.wait.for_

    def happened(self, turn: "Turn", event: "EventReceived") -> Exit:
        if isinstance(self.wait, ForEvent):
            keep(turn, self.wait.save, event)
        return "next"
