"""What a `wait` can wait for besides a length of time: a moment, or an event."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from funnels.definition.durations import Duration, parse_duration
from funnels.definition.event_names import EventNames
from funnels.definition.explain import wrong
from funnels.definition.findings import RefusedError
from funnels.definition.moment_words import find_moment, parse_moment, with_colon
from funnels.definition.moments import Moment, shifted
from funnels.definition.templates import Name
from funnels.definition.text import Text, TextError, compile_plain
from funnels.steps.base import ScriptModel

if TYPE_CHECKING:
    from typing import Self

    from funnels.engine.turn import Turn

MORNING = time(10)
"""The hour of a day that was written without one, in a funnel that has no sending hours."""

_NONE = timedelta(0)

_MOMENT = WithJsonSchema({"title": "moment", "type": "string"})
_EXAMPLES = ["tomorrow 10:00", "friday", "2026-03-01 19:00", "1 марта 19:00", "через 3 дня в 10:00"]


def read_said(value: object) -> object:
    """A length of time, or else a moment; what is neither is told as a length of time would be."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return value
    text = str(value)
    try:
        return parse_duration(text)
    except RefusedError as refused:
        moment = find_moment(text)
        if moment is not None:
            return Until(until=moment)
        if meant := with_colon(text):
            remedy = f"{refused.remedy}; if it is an hour, with a colon: `{meant}`"
            raise RefusedError(refused.problem, remedy) from None
        raise


def _until(value: object) -> object:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return value
    text = str(value)
    if "{{" in text or "{%" in text:
        return _template(text)
    try:
        parse_duration(text)
    except RefusedError:
        return parse_moment(text)
    raise wrong(f"`{text}` is a length of time, not a moment", f"write wait: {text}")


def _template(text: str) -> Text:
    try:
        template = compile_plain(text)
    except TextError as error:
        raise wrong(error.problem, error.remedy, error.line_offset) from error
    if len(template.all_variables) != 1:
        raise wrong("a moment is kept in one variable", 'write it alone: until: "{{ course_ends }}"')
    return template


class Until(ScriptModel):
    """A moment to wait for."""

    until: Annotated[Moment | Text, BeforeValidator(_until), _MOMENT] = Field(
        description='A date, a weekday, an hour, or a variable: 2026-03-01 19:00, friday 10:00, "{{ course_ends }}".',
        examples=_EXAMPLES,
    )
    plus: Duration | None = Field(default=None, description="How long after it; whole days end at the same hour.")
    minus: Duration | None = Field(default=None, description="How long before it; whole days end at the same hour.")

    @model_validator(mode="after")
    def _one_way(self) -> "Self":
        if self.plus and self.minus:
            raise wrong("a moment is moved one way", "write plus: or minus:, not both")
        return self

    @property
    def is_ahead(self) -> bool:
        """Whether the moment is after now, whatever now is."""
        return isinstance(self.until, Moment) and self.until.is_ahead and self.minus is None

    @property
    def hour(self) -> time | None:
        """The hour of its end, where the script writes it down."""
        return self.until.at if isinstance(self.until, Moment) and self._keeps_hour else None

    @property
    def _keeps_hour(self) -> bool:
        """Whether it ends at the hour of the moment, only perhaps on another day."""
        return not (self.plus or self.minus or _NONE) % timedelta(days=1)

    def resolve(self, turn: "Turn") -> tuple[datetime, bool] | None:
        """When the wait is over (UTC), and whether that hour was named, so that it is kept at night too.

        None: it stands in a variable that is missing, or holds no moment; a fact says so to the marketer.
        """
        moment = self.until if isinstance(self.until, Moment) else _kept(turn, self.until)
        if moment is None:
            return None
        hours = turn.script.sending_hours
        at = moment.resolve(turn.entered_at, turn.zone, hours.start if hours else MORNING)
        at = shifted(at, turn.zone, plus=self.plus or _NONE, minus=self.minus or _NONE)
        if moment.at is not None and self._keeps_hour:
            return at, True
        return turn.decent_before(at) if self.minus else turn.decent(at), False


def _kept(turn: "Turn", template: Text) -> Moment | None:
    """The moment that stands in the template's variable."""
    missing: list[str] = []
    text = template.render(turn.values(), on_missing=missing.append)
    try:
        moment = None if missing else find_moment(text)
    except RefusedError:
        moment = None
    if moment is None:
        turn.track("variable_missing", detail=next(iter(template.all_variables)))
    return moment


class ForEvent(ScriptModel):
    """An event to wait for, or several, of which the first to happen ends the wait.

    What becomes of a subscription is one: `renewed`, `renewal_failed`, `subscription_cancelled`, each with `product`.
    """

    for_: EventNames = Field(
        alias="for", description="The name of an event, or of a goal met in another funnel; or a list of such names."
    )
    save: tuple[Name, ...] = Field(default=(), description="Values of the event to keep as attributes.")

    @model_validator(mode="before")
    @classmethod
    def _beside(cls, data: object) -> object:
        for key in ("within", "otherwise", "follow_ups"):
            if isinstance(data, dict) and key in data:
                raise wrong(f"`{key}` belongs to the step", f"write {key}: on a line of its own, below wait:")
        return data
