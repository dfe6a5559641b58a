"""What the bot answers at any time: the menu, and the fallback for what nothing else understands."""

import html
import re
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BeforeValidator, Field, field_validator, model_validator

from funnels.definition.explain import wrong
from funnels.definition.templates import Template
from funnels.engine import staffing
from funnels.engine.keywords import plain_words
from funnels.steps.base import Exit, ScriptModel, Step
from funnels.steps.button import ButtonRow
from funnels.steps.buttons import HasButtons
from funnels.steps.content import Attachment

if TYPE_CHECKING:
    from typing import Self

    from funnels.engine.turn import Turn

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
TAKEN = ("start", "stop")


def _keyword(value: object) -> object:
    if isinstance(value, str) and not plain_words(value):
        raise wrong(f"`{value}` has no word in it", "write a word people type, such as price, or pric* for any ending")
    return value


def _command(value: object) -> object:
    name = value.removeprefix("/") if isinstance(value, str) else value
    if isinstance(name, str) and not _COMMAND.fullmatch(name):
        raise wrong(f"`{value}` cannot be a command", "write 1-32 small Latin letters, digits or _: faq")
    if name in TAKEN:
        raise wrong(f"/{name} is the bot's own command", "choose another word")
    return name


Keyword = Annotated[str, BeforeValidator(_keyword), Field(title="keyword", min_length=1, max_length=64)]


class MenuEntry(HasButtons, Attachment, Step):
    """An answer that is always at hand and never moves the journey.

    ```yaml
    menu:
      - {command: faq, title: Questions, message: Ask away., buttons: [{text: Prices, menu: prices}]}
      - {id: prices, keywords: [pric*, how much], message: A photo is 100 stars., buttons: [{text: Buy, buy: photo}]}
      - {command: human, title: Ask a person, message: A person will answer here., handoff: true}
    ```

    The journey goes on meanwhile; `handoff:` as a step holds it until the chat is given back.
    """

    verb: ClassVar[str] = "menu"

    command: Annotated[str, BeforeValidator(_command)] | None = Field(
        default=None, description="A command that shows it: faq for /faq. It stands in Telegram's menu button."
    )
    keywords: tuple[Keyword, ...] = Field(
        default=(), description="Words that show it when the person writes them; pric* is any word that begins so."
    )
    title: str = Field(default="", max_length=256, description="What the menu button says of it, and reports call it.")
    message: Template = Field(description="The answer: Markdown with Liquid tags.")
    buttons: tuple[ButtonRow, ...] = Field(
        default=(),
        title="buttons",
        description="Buttons that open a link, sell, copy, or show another entry of the menu.",
    )
    handoff: bool = Field(
        default=False, description="Whether staff learn that the person asks for them, and can reply."
    )

    @field_validator("buttons")
    @classmethod
    def _move_nothing(cls, buttons: tuple[ButtonRow, ...]) -> tuple[ButtonRow, ...]:
        for spec in (spec for row in buttons for spec in row):
            if spec.moves:
                raise wrong(
                    f"the button `{spec.text}` would move the journey, and the menu never does",
                    "give it url:, buy: or menu:",
                )
        return buttons

    @model_validator(mode="after")
    def _can_be_found(self) -> "Self":
        if not (self.command or self.keywords or self.id):
            raise wrong("nobody can find this entry", "add command: faq, or keywords: [price]")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """What a button's `menu:` may call it."""
        return tuple(name for name in (self.id, self.command) if name)

    def enter(self, turn: "Turn") -> Exit:
        turn.send(self.message, media=self.media, buttons=turn.keyboard(0))
        if self.handoff:
            asked = html.escape(self.title, quote=False) if self.title else turn.text(self.message)
            staffing.notify(turn, "wanted", staffing.MANAGER, asked)
        return None


class Fallback(ScriptModel):
    """What happens to words that no question, keyword or button understands.

    ```yaml
    fallback: {message: A person will answer., handoff: true}
    ```
    """

    message: Template | None = Field(default=None, description="What the person is told.")
    handoff: bool = Field(default=False, description="Whether staff get the words and can reply to them.")

    @model_validator(mode="after")
    def _does_something(self) -> "Self":
        if self.message is None and not self.handoff:
            raise wrong("this fallback does nothing", "add message:, or handoff: true")
        return self
