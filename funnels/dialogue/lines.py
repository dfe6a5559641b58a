"""A dialogue is a test of the script, written by the marketer in `dialogues.yaml`.

```yaml
- dialogue: buys on the second reminder
  source: vk-march
  play:
    - user: /start book
    - bot: [Забирайте книгу]
    - press: Забрать книгу
    - later: 2 days
    - pay: webinar
    - bot: [Ссылка на вебинар]
  expect: {passed: [lead_magnet, tripwire], orders: [webinar]}
```

Every dialogue begins on Monday, 2 March 2026 at noon in Moscow.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, JsonValue, model_validator
from pydantic import Tag as Variant

from funnels.definition.durations import Duration
from funnels.definition.explain import wrong
from funnels.engine.outside_values import OutsideValue
from funnels.engine.subscriber import Attribute
from funnels.steps.base import ScriptModel
from funnels.walk import Sendable

if TYPE_CHECKING:
    from typing import Self


def _parts(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _part(value: object) -> object:
    if isinstance(value, Mapping) and value:
        key, rest = next(iter(value.items()))
        text = key if rest is None else f"{key}: {rest}"
        raise wrong("a text with `: ` in it needs quotes in a list", f'put the text in quotes: "{text}"')
    return value


_Parts = Annotated[
    tuple[Annotated[str, BeforeValidator(_part, json_schema_input_type=str)], ...],
    BeforeValidator(_parts, json_schema_input_type=str | tuple[str, ...]),
]
"""A text, or a list of texts."""


class Reply(ScriptModel):
    """What somebody of the staff writes to the person."""

    reply: str = Field(min_length=1, description="The words.")

    @property
    def words(self) -> str:
        """For the transcript."""
        return self.reply


def _form(value: object) -> str:
    return "reply" if isinstance(value, Mapping | Reply) else "act"


_Acted = Annotated[
    Annotated[Literal["done", "give back"], Variant("act")] | Annotated[Reply, Variant("reply")], Discriminator(_form)
]


def _single(value: object) -> object:
    if not isinstance(value, str | int | float):
        raise wrong("this is more than one value, or none", "write words, a number, or true or false")
    return value


Single = Annotated[OutsideValue, BeforeValidator(_single, json_schema_input_type=OutsideValue)]


class Happening(ScriptModel):
    """An event from outside the chat."""

    name: str = Field(description="Its name.")
    values: Mapping[str, Single] = Field(default_factory=dict, description="What it carries, by name.")

    @property
    def words(self) -> str:
        """For the transcript."""
        return self.name


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class Line(ScriptModel):
    """One thing said or done; exactly one of the keys."""

    user: str | None = Field(default=None, description="The person writes this.")
    bot: _Parts | None = Field(
        default=None,
        description="The bot has sent these, one part of the text for each message; [] is silence.",
    )
    press: str | None = Field(default=None, description="The person presses the newest button that says this.")
    send: Sendable | None = Field(default=None, description="The person sends this: contact, location, photo…")
    join: str | None = Field(default=None, description="The person joins this channel, or asks to be let in.")
    later: Duration | None = Field(default=None, description="Time passes.")
    pay: str | None = Field(
        default=None,
        description="The person pays this product, by the first way that is not by hand. What Telegram's payment form "
        "asks is filled in, and the first way to bring the goods is chosen.",
    )
    confirm: str | None = Field(default=None, description="An owner confirms the payment made by hand.")
    refund: str | None = Field(default=None, description="An owner gives all of the money for this product back.")
    subscription: Literal["cancelled", "restored", "out of stars"] | None = Field(
        default=None,
        description="In Telegram the person cancels their subscription, takes it up again, or has no Stars left for "
        "the next payment. As long as none of it happens, `later` renews it every 30 days.",
    )
    staff: _Acted | None = Field(
        default=None,
        description="Somebody of the staff finishes a task, gives the chat back, or writes: {reply: Hello!}.",
    )
    told: _Parts | None = Field(
        default=None, description="Staff have been told these, one part of the text for each; [] is nothing."
    )
    called: Literal["failed"] | Mapping[str, JsonValue] | None = Field(
        default=None, description="The web address that was called answers this, or fails."
    )
    event: Annotated[Happening, BeforeValidator(_named, json_schema_input_type=str | Happening)] | None = Field(
        default=None, description="Something happens outside: an event's name, or its name and values."
    )

    @property
    def given(self) -> tuple[str, Any]:
        """The one key that is written, and its value."""
        return next((key, value) for key, value in self if value is not None)

    @model_validator(mode="after")
    def _one_thing(self) -> "Self":
        keys = [key for key, value in self if value is not None]
        if len(keys) != 1:
            raise wrong(
                f"a line does one thing, this one has {' and '.join(keys) or 'nothing'}",
                "make a line of each, every one with its -",
            )
        return self


class Expected(ScriptModel):
    """What must be true at the end; of what is not named nothing is demanded."""

    reached: tuple[str, ...] | None = Field(default=None, description="All stages reached.")
    passed: tuple[str, ...] | None = Field(default=None, description="All stages passed.")
    orders: tuple[str, ...] | None = Field(default=None, description="All products bought.")
    tags: tuple[str, ...] | None = Field(default=None, description="All tags.")
    attributes: Mapping[str, Attribute] | None = Field(default=None, description="Attributes, these and no others.")
    variants: Mapping[str, str] | None = Field(default=None, description="All variants they got, by experiment.")
    outcome: str | None = Field(default=None, description="How the journey ended: finished, ended…")
    at: str | None = Field(default=None, description="Where the journey stands: stage.step, or end.")


class Dialogue(ScriptModel):
    """One conversation."""

    dialogue: str = Field(description="What it shows, in a sentence.")
    source: str = Field(default="", description="Where the person comes from; added to the first /start.")
    variants: Mapping[str, str] = Field(
        default_factory=dict, description="Which variant of a split they get, by the split's name; else it is drawn."
    )
    sold: Mapping[str, Annotated[int, Field(strict=True, ge=1)]] = Field(
        default_factory=dict,
        description="How many others have bought a product before: {course: 19}, or with a code: {course SPRING: 9}.",
    )
    play: tuple[Line, ...] = Field(min_length=1, description="What is said and done, in order.")
    expect: Expected = Field(default_factory=Expected, description="What must be true at the end.")
