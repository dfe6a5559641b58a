"""`ask`: a question whose answer is checked, asked again until it fits, and saved.

`for: text` takes any words; `for: email` takes an address and makes the person a lead. The answer is kept
under the name in `save:` and can be used as `{{ name }}`. With `skip:` a button lets the person leave it out.

```yaml
- ask: Куда прислать книгу?
  for: email
  save: email
  skip: Не надо
  follow_ups:
    - {after: 1 day, message: Пришлите почту и заберите книгу.}
```
"""

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field, validate_email
from pydantic_core import PydanticCustomError

from funnels.definition.templates import Label, Name, Template
from funnels.engine.buttons import Keyboard, ScriptButton
from funnels.steps.base import Exit
from funnels.steps.content import Attachment
from funnels.steps.waiting import Waiting

if TYPE_CHECKING:
    from funnels.definition.script import Script
    from funnels.engine.buttons import ButtonRef
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn

SKIP = "skip"


def _text(answer: str) -> str | None:
    return answer.strip() or None


def _email(answer: str) -> str | None:
    try:
        return validate_email(answer.strip())[1]
    except PydanticCustomError:
        return None


_CHECKS = {"text": _text, "email": _email}


class Ask(Attachment, Waiting):
    """Asks the person something and waits for an answer that fits."""

    verb: ClassVar[str] = "ask"

    ask: Template = Field(description="The question: Markdown with Liquid tags.")
    for_: Literal["text", "email"] = Field(default="text", alias="for", description="What kind of answer fits.")
    save: Name | None = Field(default=None, description="The attribute to keep the answer in.")
    skip: Label | None = Field(default=None, description="The label of a button that leaves the answer out.")
    error: Template | None = Field(default=None, description="What to say when the answer does not fit.")

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

    def answered(self, turn: "Turn", answer: "Answered") -> Exit:
        if skip := self.typed(turn, answer):
            return turn.press(skip)
        value = _CHECKS[self.for_](answer.text)
        if value is None:
            if self.error:
                turn.send(self.error, buttons=turn.keyboard(0), purpose="reply")
            else:
                turn.reply("ask_email_error" if self.for_ == "email" else "ask_text_error")
            return None
        if self.save:
            turn.set_attribute(self.save, value)
        turn.track("answered")
        if self.for_ == "email":
            turn.track("marked", detail="lead")
        return "next"
