"""`message`: text with media and buttons.

Waits for a press if it has buttons that answer or jump; otherwise the journey goes on at once.
A person may also type what a button says. A follow-up repeats the buttons.

Media is one file: `photo`, `video`, `document`, `audio`, `voice`, `animation`, whose caption the text becomes, or
`video_note`; or an `album` of 2-10 files: photos and videos, or documents, or audio. Telegram puts no text under a
video note and no buttons under an album, so these two are always a message of their own, and the text with the
buttons comes right after it; together they count as one message.

A button with only a text answers. `goto` jumps, `buy` orders, `tag` also labels; `url` opens a page (counted),
`web_app` a Mini App, `copy` copies up to 256 characters. `contact: true` shares the person's own number, saved as
`phone`, and makes them a lead; `location: true` shares where they are, saved as `location` (`55.755800,37.617300`).
Telegram has these two only in a reply keyboard, below the chat: beside one of them other buttons may only answer or
jump. That keyboard goes away with the next message that has no buttons. In Telegram for computers a place cannot be
shared: leave another way.

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
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field, model_validator

from funnels.definition.explain import wrong
from funnels.definition.templates import Template
from funnels.engine.effects import Button
from funnels.engine.limits import COPY_LIMIT
from funnels.steps.base import Exit
from funnels.steps.button import ButtonRow, ButtonSpec
from funnels.steps.content import Attachment
from funnels.steps.waiting import Waiting

if TYPE_CHECKING:
    from typing import Self

    from funnels.engine.buttons import ButtonRef
    from funnels.engine.inputs import Answered
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

    @property
    def specs(self) -> tuple[ButtonSpec, ...]:
        """Every button, row after row."""
        return tuple(spec for row in self.buttons for spec in row)

    @property
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
        turn.send(self.message, media=self.media, buttons=self.keyboard(turn, 0))

    def keyboard(self, turn: "Turn", part: int) -> tuple[tuple[Button, ...], ...]:
        number = 0
        rows = []
        for row in self.buttons:
            buttons = []
            for spec in row:
                code = f"buy.{turn.script.product_number(spec.buy)}" if spec.buy else str(number)
                buttons.append(turn.button(spec.text, code=code, part=part, **_doing(turn, spec)))
                number += 1
            rows.append(tuple(buttons))
        return tuple(rows)

    def sells(self, product: str) -> bool:
        return any(spec.buy == product for spec in self.specs)

    def answers(self, code: str) -> bool:
        spec = self.specs[int(code)] if code.isdecimal() and int(code) < len(self.specs) else None
        return spec is not None and spec.moves and not spec.shares

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
            turn.reply("not_your_contact", buttons=self.keyboard(turn, 0))
            return None
        return super().answered(turn, answer)

    def pressed(self, turn: "Turn", button: "ButtonRef") -> Exit:
        number = int(button.code)
        spec = self.specs[number]
        if spec.tag:
            turn.tag(spec.tag)
        turn.track("answered", part=button.part, detail=turn.plain(spec.text))
        return f"button.{number}" if spec.goto is not None else "next"


def _doing(turn: "Turn", spec: ButtonSpec) -> dict[str, Any]:
    """What a press does instead of answering."""
    if spec.url:
        return {"url": str(spec.url)}
    if spec.web_app:
        return {"web_app": str(spec.web_app)}
    if spec.copy_:
        return {"copy": turn.plain(spec.copy_, COPY_LIMIT)}
    return {"shares": spec.shares} if spec.shares else {}
