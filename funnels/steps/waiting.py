"""A step that waits for the person has follow-ups, and says what happens when they never do it.

A follow-up is sent only while the person has not done what the step waits for, and repeats its buttons. After an outage
or a night only the latest one due is sent. `within:` ends the wait, and `otherwise:` says where to go then.

```yaml
- ask: What is your name?
  save: called
  follow_ups:
    - {after: 3 hours, message: "What may I call you?"}
    - {after: 1 day, message: "Still here. Your name?"}
  within: 3 days
  otherwise: end
```
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from pydantic import Field, ValidationInfo, field_validator

from funnels.definition.durations import Duration
from funnels.definition.explain import wrong
from funnels.engine.buttons import ButtonRef
from funnels.steps.base import Exit, Kind, Step
from funnels.steps.content import FollowUp
from funnels.steps.outcome import Outcome

if TYPE_CHECKING:
    from funnels.engine.effects.facts import NotSent
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn

WITHIN = "within"
FOLLOW_UP = "follow_up"


class Wave(Struct, frozen=True):
    """The timed messages that are sent from some moment on."""

    timer: str
    """What their timers' names begin with."""
    messages: tuple[FollowUp, ...]
    since: datetime
    """What `after` counts from (UTC)."""
    before: int = 0
    """How many timed messages of the step stand before them."""


def folded(text: str) -> str:
    """For comparing what people type: upper and lower case are the same, and so are all kinds of space."""
    return " ".join(text.casefold().split())


class Waiting(Step):
    """The parts common to every step that waits for the person."""

    hears: ClassVar[bool] = True
    kind: ClassVar[Kind] = "asks"

    follow_ups: tuple[FollowUp, ...] = Field(
        default=(), description="Timed messages while the person has not done what the step waits for."
    )
    within: Duration | None = Field(default=None, description="How long to wait; then `otherwise`. Default: for ever.")
    otherwise: Outcome = Field(default="next", description="Where to go when `within` is over.")

    @field_validator("otherwise")
    @classmethod
    def _can_happen(cls, otherwise: object, info: ValidationInfo) -> object:
        if info.data.get("within", WITHIN) is None:
            raise wrong("`otherwise` never happens without a time limit", "add, for example, within: 3 days")
        return otherwise

    @property
    def waits(self) -> bool:
        """Whether the journey stays here until the person does something."""
        return True

    def outcomes(self) -> Iterator[tuple[str, Outcome]]:
        yield "otherwise", self.otherwise

    def ways_on(self) -> Iterator[str]:
        yield "next"
        if self.within:
            yield "otherwise"

    def ways_through(self) -> Iterator[str]:
        return iter(())

    def timed_messages(self) -> Iterator[tuple[tuple[str | int, ...], FollowUp]]:
        for number, follow_up in enumerate(self.follow_ups):
            yield ("follow_ups", number), follow_up

    def has_button(self, code: str, part: int) -> bool:
        return 0 <= part <= self.last_part and self.answers(code)

    def answers(self, code: str) -> bool:  # noqa: ARG002  # not all have one
        """Whether this step has a button of this code that answers what it waits for."""
        return False

    def typed(self, turn: "Turn", answer: "Answered") -> ButtonRef | None:
        """The button whose words the person typed instead of pressing it."""
        words = folded(answer.text)
        for button in chain.from_iterable(turn.keyboard(0)):
            if words and button.answers and folded(button.text) == words:
                return ButtonRef.parse(button.data)
        return None

    def takes(self, turn: "Turn", answer: "Answered") -> bool:
        return self.typed(turn, answer) is not None

    def answered(self, turn: "Turn", answer: "Answered") -> Exit:
        if ref := self.typed(turn, answer):
            return turn.press(ref)
        turn.reply("press_a_button", buttons=turn.keyboard(0))
        return None

    def closes_at(self, turn: "Turn") -> datetime | None:
        """When the wait is over by itself (UTC)."""
        return turn.entered_at + self.within if self.within else None

    def arm(self, turn: "Turn") -> None:
        closes_at, wave, now = self.closes_at(turn), self.wave(turn), turn.now
        for due_at, number in _times(turn, wave, closes_at):
            if due_at > now:
                turn.set_timer(f"{wave.timer}.{number}", due_at)
        if closes_at:
            turn.set_timer(WITHIN, turn.decent(closes_at))

    def timer(self, turn: "Turn", timer: str) -> Exit:
        if timer == WITHIN:
            exit_ = self.on_closed(turn)
            turn.track("time_over", detail=exit_ or "")
            return exit_
        kind, _, number = timer.partition(".")
        wave = self.wave(turn)
        if kind != wave.timer:
            turn.track("not_sent", part=int(number), detail="asked")  # who asked to pay is reminded of that instead
            return None
        follow_up, part = wave.messages[int(number) - 1], wave.before + int(number)
        if why := self._outdated(turn, wave, int(number)):
            turn.track("not_sent", part=part, detail=why)
        else:
            turn.send(follow_up.message, media=follow_up.media, buttons=turn.keyboard(part), part=part)
        return None

    def wave(self, turn: "Turn") -> Wave:
        """The timed messages that hold for this person now; timers of others do nothing."""
        return Wave(FOLLOW_UP, self.follow_ups, turn.entered_at)

    def on_closed(self, turn: "Turn") -> Exit:  # noqa: ARG002  # an offer looks at more
        """The time given to the person is over."""
        return "otherwise"

    def _outdated(self, turn: "Turn", wave: Wave, number: int) -> "NotSent | None":
        """Whether its time is `over`, or a `later` one is due: after an outage or a night the latest is enough."""
        closes_at = self.closes_at(turn)
        if closes_at and closes_at <= turn.now:
            return "over"
        due = [one for one in _times(turn, wave, closes_at, turn.now) if one[0] <= turn.now]
        return "later" if due and max(due)[1] != number else None


def _times(
    turn: "Turn", wave: Wave, closes_at: datetime | None, until: datetime | None = None
) -> list[tuple[datetime, int]]:
    """When each message is due (UTC), with its number, but for those that would come too late.

    Whoever asks `until` when need not know of all later ones: the sending hours only put them off further.
    """
    times = []
    for number, follow_up in enumerate(wave.messages, start=1):
        if follow_up.after is not None:
            wanted = wave.since + follow_up.after
            if until and wanted > until:
                continue
            due_at = turn.decent(wanted)
        elif closes_at and follow_up.before_deadline is not None:
            due_at = turn.decent_before(closes_at - follow_up.before_deadline)
        else:
            continue
        if closes_at is None or due_at < closes_at:
            times.append((due_at, number))
    return times
