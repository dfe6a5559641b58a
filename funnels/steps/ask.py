"""`ask`: a question whose answer is checked, asked again until it fits, and saved.

`for:` says what fits; the answer is kept under the name in `save:` and can be used as `{{ name }}`:

- `text`, any words; `name`, 2-60 letters; `email`, an address;
- `phone`, a number typed in any usual form or shared by a button, kept as `+79991234567`; one without its country's
  code is of the country of the funnel's time zone, or of `region: KZ`. `contact` takes a shared number only;
- `number` with `min:` and `max:`; `date`, a day as people write it, with `min: today` and `max:`, kept as `2026-03-08`;
- `choice`, one of the `choices:`, each a button; with `several: true` presses mark them, up to `max:` and at least
  `min:` (1), until “Done”. `{Семья: family}` keeps another word than the button says. Typed words or numbers
  (`1, 3`) do as well;
- `photo`; `file`, whatever was sent: kept as Telegram's id of it;
- `location`, a place shared by a button, kept as `55.755800,37.617300`; Telegram for computers cannot share one;
- `city` in Russian or English, or the hour of the person's clock (`15:30`): their times are of that zone then;
- `consent`, a press on “I agree” or a typed yes, kept as true, with a fact of the time, text and script version.

An email or a number makes the person a lead. With `skip:` a button lets the person leave the answer out; `share:`,
`agree:` and `done:` word the other buttons.

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
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar

from babel import Locale
from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema, field_validator, model_validator

from funnels.definition.explain import wrong
from funnels.definition.moment_words import parse_moment
from funnels.definition.moments import Moment
from funnels.definition.templates import Label, Name, Template
from funnels.engine.buttons import Keyboard, ScriptButton
from funnels.steps.answers import KINDS, AnswerKind
from funnels.steps.base import Exit
from funnels.steps.choices import CHOICE, Choice, Choices, choices_in
from funnels.steps.content import Attachment
from funnels.steps.waiting import Waiting

if TYPE_CHECKING:
    from typing import Self

    from funnels.definition.script import Script
    from funnels.definition.text import Text
    from funnels.engine.buttons import ButtonRef
    from funnels.engine.inputs import Answered
    from funnels.engine.subscriber import Attribute
    from funnels.engine.turn import Turn
    from funnels.steps.answers.kind import Kind

SKIP = "skip"


def _bound(value: object) -> object:
    return parse_moment(value) if isinstance(value, str) else value


def _region(value: object) -> object:
    if isinstance(value, str) and value not in Locale("en").territories.keys() - {"ZZ"}:
        raise wrong(f"`{value}` is no country", "write its two capital letters: RU, KZ, DE")
    return value


Bound = Annotated[int | float | Moment, BeforeValidator(_bound, json_schema_input_type=int | float | str)]
Region = Annotated[str, BeforeValidator(_region), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"})]


class Ask(Attachment, Waiting):
    """Asks the person something and waits for an answer that fits."""

    verb: ClassVar[str] = "ask"

    ask: Template = Field(description="The question: Markdown with Liquid tags.")
    for_: AnswerKind = Field(default="text", alias="for", description="What kind of answer fits.")
    save: Name | None = Field(default=None, description="The attribute to keep the answer in.")
    skip: Label | None = Field(default=None, description="The label of a button that leaves the answer out.")
    error: Template | None = Field(default=None, description="What to say when the answer does not fit.")
    choices: Choices | None = Field(
        default=None, description="What to choose from: a list of words, or words and what each is kept as."
    )
    several: bool = Field(default=False, description="Whether several choices can be taken.")
    least: Bound | None = Field(
        default=None, alias="min", description="The smallest number, the first day, or how many choices at least."
    )
    most: Bound | None = Field(
        default=None, alias="max", description="The largest number, the last day, or how many choices at most."
    )
    done: Label | None = Field(default=None, description="The label of the button that ends several choices.")
    share: Label | None = Field(default=None, description="The label of the button that shares a number or a place.")
    agree: Label | None = Field(default=None, description="The label of the button that agrees.")
    region: Region | None = Field(
        default=None, description="The country of numbers written without its code: RU, KZ, DE."
    )

    @field_validator("choices", "several", "least", "most", "done", "share", "agree", "region")
    @classmethod
    def _of_its_kind(cls, value: object, info: ValidationInfo) -> object:
        key = cls.model_fields[info.field_name or ""].alias or info.field_name or ""
        asked = info.data.get("for_")
        if asked is not None and key not in KINDS[asked].options:
            kinds = [kind for kind, one in KINDS.items() if key in one.options]
            raise wrong(f"`{key}` does nothing in a question for: {asked}", f"write for: {' or '.join(kinds)}")
        if asked is not None:
            KINDS[asked].check(key, value, info.data)
        return value

    @model_validator(mode="after")
    def _has_choices(self) -> "Self":
        if self.for_ == "choice" and not self.choices:
            raise wrong("there is nothing to choose from", "add a list: choices: [Family, Work]")
        return self

    @property
    def kind_of_answer(self) -> "Kind":
        """What `for:` names."""
        return KINDS[self.for_]

    @cached_property
    def picks(self) -> tuple[Choice, ...]:
        """What there is to choose from, in its order."""
        return tuple(choices_in(self.choices or ()))

    def saves(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        if self.save:
            yield self.save, ("save",)

    def caption(self, script: "Script") -> str:
        question = super().caption(script)
        return question if self.for_ == "text" else f"{question}\nfor: {self.for_}"

    def labels(self) -> "Iterator[tuple[Text, str]]":
        for choice in self.picks:
            yield choice.label, "" if self.several else "next"
        for label in (self.done, self.share, self.agree, self.skip):
            if label:
                yield label, "next"

    def enter(self, turn: "Turn") -> Exit:
        turn.change(chosen=frozenset())
        self.show(turn)
        self.arm(turn)
        return None

    def show(self, turn: "Turn") -> None:
        turn.send(self.ask, media=self.media, buttons=turn.keyboard(0))

    def keyboard(self, script: "Script") -> Keyboard:
        own = self.kind_of_answer.keyboard(self, script.language)
        return (*own, (ScriptButton(text=self.skip, code=SKIP),)) if self.skip else own

    def answers(self, code: str) -> bool:
        return (self.skip is not None and code == SKIP) or self.kind_of_answer.has_button(self, code)

    def pressed(self, turn: "Turn", button: "ButtonRef") -> Exit:
        if button.code == SKIP:
            turn.track("skipped", part=button.part)
            return "next"
        value = self.kind_of_answer.pressed(self, button.code, button.part, turn)
        return None if value is None else self._keep(turn, value, button.part)

    def typed(self, turn: "Turn", answer: "Answered") -> "ButtonRef | None":
        """As always; but words that name one of several choices are the whole answer, no mark."""
        ref = super().typed(turn, answer)
        return None if ref and self.several and ref.code.startswith(CHOICE) else ref

    def takes(self, turn: "Turn", answer: "Answered") -> bool:
        return super().takes(turn, answer) or self.kind_of_answer.read(self, answer, turn) is not None

    def answered(self, turn: "Turn", answer: "Answered") -> Exit:
        if button := self.typed(turn, answer):
            return turn.press(button)
        value = self.kind_of_answer.read(self, answer, turn)
        if value is not None:
            return self._keep(turn, value)
        if self.error:
            turn.send(self.error, buttons=turn.keyboard(0), purpose="reply")
        else:
            self.kind_of_answer.complain(self, answer, turn)
        return None

    def _keep(self, turn: "Turn", value: "Attribute", part: int = 0) -> Exit:
        kind = self.kind_of_answer
        if self.save:
            turn.set_attribute(self.save, value)
        turn.track("answered", part=part, detail=kind.told(self, value, turn))
        kind.kept(self, value, turn)
        return "next"
