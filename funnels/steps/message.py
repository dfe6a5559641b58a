"""`message`: text with media and buttons.

Waits for a press if it has buttons that answer or jump; otherwise the journey goes on at once. A person may also
type what a button says. A follow-up repeats the buttons.

```yaml
- message: |
    Здравствуйте, {{ first_name | default: "друг" }}! Забирайте книгу.
  photo: media/cover.jpg
  buttons:
    - Забрать книгу
    - {text: О чём она?, goto: about}
    - {text: Отзывы, url: "https://example.com/reviews"}
    - {text: Промокод, copy: BOOK10}
  follow_ups:
    - after: 3 hours
      message: Книга всё ещё ждёт вас.
  within: 3 days
  otherwise: end
```
"""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field, model_validator

from funnels.definition.explain import wrong
from funnels.definition.templates import Template
from funnels.steps.base import Exit, Kind
from funnels.steps.button import ButtonSpec
from funnels.steps.buttons import HasButtons
from funnels.steps.content import Attachment
from funnels.steps.waiting import Waiting

if TYPE_CHECKING:
    from typing import Self

    from funnels.definition.text import Text
    from funnels.engine.buttons import ButtonRef
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn
    from funnels.steps.outcome import Outcome


class Message(HasButtons, Attachment, Waiting):
    """Sends a message; with buttons that answer or jump it waits for a press."""

    verb: ClassVar[str] = "message"
    kind: ClassVar[Kind] = "says"

    message: Template = Field(description="The text: Markdown with Liquid tags.")

    @model_validator(mode="after")
    def _waits_for_something(self) -> "Self":
        if not self.waits and (self.follow_ups or self.within):
            key = "follow_ups" if self.follow_ups else "within"
            raise wrong(f"`{key}` waits for a press, but no button answers", "add a button that answers, or jumps")
        return self

    @property
    def _locs(self) -> tuple[tuple[str | int, ...], ...]:
        """The way to each button from the step."""
        return tuple(("buttons", r, c) for r, row in enumerate(self.buttons) for c, _ in enumerate(row))

    @cached_property
    def waits(self) -> bool:
        """Whether a press moves the journey on, so that it must be waited for."""
        return any(spec.moves for spec in self.specs)

    def outcomes(self) -> "Iterator[tuple[str, Outcome]]":
        yield from super().outcomes()
        for number, spec in enumerate(self.specs):
            if spec.goto is not None:
                yield f"button.{number}", spec.goto

    def written_at(self, exit_: str) -> tuple[str | int, ...]:
        kind, _, number = exit_.partition(".")
        return (*self._locs[int(number)], "goto") if kind == "button" else super().written_at(exit_)

    def labels(self) -> "Iterator[tuple[Text, str]]":
        for number, spec in enumerate(self.specs):
            yield spec.text, _exit(number, spec) if spec.moves else ""

    def ways_on(self) -> Iterator[str]:
        if not self.waits or any(spec.moves and spec.goto is None for spec in self.specs):
            yield "next"
        yield from (f"button.{number}" for number, spec in enumerate(self.specs) if spec.goto is not None)
        if self.within:
            yield "otherwise"

    def ways_through(self) -> Iterator[str]:
        return iter(()) if self.waits else self.ways_on()

    def enter(self, turn: "Turn") -> Exit:
        self.show(turn)
        if not self.waits:
            return "next"
        self.arm(turn)
        return None

    def show(self, turn: "Turn") -> None:
        turn.send(self.message, media=self.media, buttons=turn.keyboard(0))

    def answers(self, code: str) -> bool:
        spec = self.specs[int(code)] if code.isdecimal() and int(code) < len(self.specs) else None
        return spec is not None and spec.moves and not spec.shares

    def takes(self, turn: "Turn", answer: "Answered") -> bool:
        asked_for = any(spec.shares == answer.kind for spec in self.specs)
        return asked_for or super().takes(turn, answer)

    def answered(self, turn: "Turn", answer: "Answered") -> Exit:
        for number, spec in enumerate(self.specs):
            if shared := spec.shared(answer):
                turn.set_attribute(*shared)
                if spec.contact:
                    turn.track("marked", detail="lead")
                ref = turn.ref(str(number), part=0)
                turn.clicked(ref)
                return self.pressed(turn, ref)
        if answer.kind == "contact" and any(spec.contact for spec in self.specs):
            turn.reply("not_your_contact", buttons=turn.keyboard(0))
            return None
        return super().answered(turn, answer)

    def pressed(self, turn: "Turn", button: "ButtonRef") -> Exit:
        number = int(button.code)
        spec = self.specs[number]
        if spec.tag:
            turn.tag(spec.tag)
        turn.track("answered", part=button.part, detail=turn.plain(spec.text))
        return _exit(number, spec)


def _exit(number: int, spec: ButtonSpec) -> str:
    """The exit of a button that moves the journey on."""
    return f"button.{number}" if spec.goto is not None else "next"
