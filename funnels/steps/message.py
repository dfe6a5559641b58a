"""`message`: text with a photo, document or video, and buttons.

Waits for a press if it has buttons that answer or jump; otherwise the journey goes on at once.
A person may also type what a button says. A follow-up repeats the buttons.

```yaml
- message: |
    Здравствуйте, {{ first_name | default: "друг" }}! Забирайте книгу.
  photo: media/cover.jpg
  buttons:
    - Забрать книгу
    - {text: О чём она?, goto: about}
    - {text: Отзывы, url: "https://example.com/reviews"}
  follow_ups:
    - after: 3 hours
      message: Книга всё ещё ждёт вас.
  within: 3 days
  otherwise: end
```
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field, model_validator

from funnels.definition.explain import wrong
from funnels.definition.templates import Template
from funnels.engine.buttons import Keyboard, ScriptButton
from funnels.steps.base import Exit
from funnels.steps.content import Attachment, ButtonRow, ButtonSpec
from funnels.steps.waiting import Waiting

if TYPE_CHECKING:
    from typing import Self

    from funnels.definition.script import Script
    from funnels.engine.buttons import ButtonRef
    from funnels.engine.turn import Turn
    from funnels.steps import Outcome


class Message(Attachment, Waiting):
    """Sends a message; with buttons that answer or jump it waits for a press."""

    verb: ClassVar[str] = "message"

    message: Template = Field(description="The text: Markdown with Liquid tags.")
    buttons: tuple[ButtonRow, ...] = Field(
        default=(), description="Buttons, one a row; a list inside the list makes a row of several."
    )

    @model_validator(mode="after")
    def _waits_for_something(self) -> "Self":
        if not self.waits and (self.follow_ups or self.within):
            key = "follow_ups" if self.follow_ups else "within"
            raise wrong(f"`{key}` waits for a press, but no button answers", "add a button that answers, or jumps")
        return self

    @cached_property
    def specs(self) -> tuple[ButtonSpec, ...]:
        """Every button, row after row."""
        return tuple(spec for row in self.buttons for spec in row)

    @cached_property
    def waits(self) -> bool:
        """Whether a press moves the journey on, so that it must be waited for."""
        return any(spec.moves for spec in self.specs)

    def outcomes(self) -> "Iterator[tuple[str, Outcome]]":
        yield from super().outcomes()
        for number, spec in enumerate(self.specs):
            if spec.goto is not None:
                yield f"button.{number}", spec.goto

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

    def keyboard(self, script: "Script") -> Keyboard:
        numbers = count()
        return tuple(tuple(_script_button(spec, next(numbers), script) for spec in row) for row in self.buttons)

    def sells(self, product: str) -> bool:
        return any(spec.buy == product for spec in self.specs)

    def answers(self, code: str) -> bool:
        return code.isdecimal() and int(code) < len(self.specs) and self.specs[int(code)].moves

    def pressed(self, turn: "Turn", button: "ButtonRef") -> Exit:
        number = int(button.code)
        spec = self.specs[number]
        if spec.tag:
            turn.tag(spec.tag)
        turn.track("answered", part=button.part, detail=turn.plain(spec.text))
        return f"button.{number}" if spec.goto is not None else "next"


def _script_button(spec: ButtonSpec, number: int, script: "Script") -> ScriptButton:
    code = f"buy.{script.product_number(spec.buy)}" if spec.buy else str(number)
    return ScriptButton(text=spec.text, code=code, url=str(spec.url) if spec.url is not None else "")
