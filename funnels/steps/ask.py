"""`ask`: a question whose answer is checked, asked again until it fits, and saved.

`for: text` takes any words; `for: email` takes an address and makes the person a lead; `for: city` takes a city
in Russian or English, or the hour of the person's clock (`15:30`), and from then on their times are those of its
zone. The answer is kept under the name in `save:` and can be used as `{{ name }}`. With `skip:` a button lets the
person leave it out.

```yaml
- ask: Куда прислать книгу?
  for: email
  save: email
  skip: Не надо
  follow_ups:
    - {after: 1 day, message: Пришлите почту и заберите книгу.}
```
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from funnels.definition.templates import Label, Name, Template
from funnels.engine.buttons import Keyboard, ScriptButton
from funnels.steps.answers import KINDS
from funnels.steps.base import Exit
from funnels.steps.content import Attachment
from funnels.steps.waiting import Waiting

if TYPE_CHECKING:
    from funnels.definition.script import Place, Script
    from funnels.definition.text import Text
    from funnels.engine.buttons import ButtonRef
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn

SKIP = "skip"


class Ask(Attachment, Waiting):
    """Asks the person something and waits for an answer that fits."""

    verb: ClassVar[str] = "ask"

    ask: Template = Field(description="The question: Markdown with Liquid tags.")
    for_: Literal["text", "email", "city"] = Field(default="text", alias="for", description="What kind of answer fits.")
    save: Name | None = Field(default=None, description="The attribute to keep the answer in.")
    skip: Label | None = Field(default=None, description="The label of a button that leaves the answer out.")
    error: Template | None = Field(default=None, description="What to say when the answer does not fit.")

    def saves(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        if self.save:
            yield self.save, ("save",)

    def caption(self, place: "Place", script: "Script") -> str:
        question = super().caption(place, script)
        return question if self.for_ == "text" else f"{question}\nfor: {self.for_}"

    def labels(self) -> "Iterator[tuple[Text, str]]":
        if self.skip:
            yield self.skip, "next"

    def enter(self, turn: "Turn") -> Exit:
        self.show(turn)
        self.arm(turn)
        return None

    def show(self, turn: "Turn") -> None:
        turn.send(self.ask, media=self.media, buttons=turn.keyboard(0))

    def keyboard(self, script: "Script") -> Keyboard:  # noqa: ARG002  # its button is the same in every script
        return ((ScriptButton(text=self.skip, code=SKIP),),) if self.skip else ()

    def answers(self, code: str) -> bool:
        return self.skip is not None and code == SKIP

    def pressed(self, turn: "Turn", button: "ButtonRef") -> Exit:
        turn.track("skipped", part=button.part)
        return "next"

    def takes(self, turn: "Turn", answer: "Answered") -> bool:
        return super().takes(turn, answer) or KINDS[self.for_].read(answer, turn) is not None

    def answered(self, turn: "Turn", answer: "Answered") -> Exit:
        if skip := self.typed(turn, answer):
            return turn.press(skip)
        kind = KINDS[self.for_]
        value = kind.read(answer, turn)
        if value is None:
            if self.error:
                turn.send(self.error, buttons=turn.keyboard(0), purpose="reply")
            else:
                turn.reply(kind.error)
            return None
        if self.save:
            turn.set_attribute(self.save, value)
        turn.track("answered")
        kind.kept(turn, value)
        return "next"
