"""A button under a message does one thing when it is pressed; one with only a text answers.

An answer takes the journey to the next step, `goto` to another one. A plain text is a button that answers, and a list
inside the list is a row of several. Whoever types a button's words has pressed it, but for those that open, copy or
share. An old button answers with a short note and moves nothing; an old pay button works as long as its offer is open.

Telegram has the buttons that share (`contact`, `location`) only in a keyboard below the chat, so the others beside
them may only answer or jump, and each needs words of its own. That keyboard goes away with the next message that has
no buttons. A number or place sent without the button is taken as well; somebody else's contact is not. Telegram for
computers cannot share a place: leave another way. Presses on `url` are counted when `PUBLIC_URL` is set; those on
`copy` and `web_app` cannot be.

```yaml
- message: Shall we?
  buttons:
    - [Yes, {text: Later, goto: later}]
    - {text: Prices, url: "https://example.com/prices"}
```
"""

from typing import TYPE_CHECKING, Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    HttpUrl,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)

from funnels.definition.explain import wrong
from funnels.definition.templates import Label, Name
from funnels.engine.effects.shown import Shared
from funnels.steps.base import ScriptModel

if TYPE_CHECKING:
    from typing import Self

    from funnels.engine.inputs import Answered


def _address(value: object, read: ValidatorFunctionWrapHandler) -> object:
    try:
        return read(value)
    except ValidationError as error:
        raise wrong(f"`{value}` is no web address", "write all of it: https://example.com/page") from error


def _reachable(address: HttpUrl) -> HttpUrl:
    """Telegram refuses a message with a link to a bare host name."""
    if "." not in (address.host or "") and ":" not in (address.host or ""):
        raise wrong(f"`{address.host}` is no address that others can open", "write all of it: https://example.com/page")
    return address


def _secure(address: HttpUrl) -> HttpUrl:
    if address.scheme != "https":
        raise wrong(f"`{address}` cannot be a Mini App: Telegram opens those by https only", "write https://…, or url:")
    return address


Address = Annotated[HttpUrl, WrapValidator(_address), AfterValidator(_reachable), Field(title="web address")]
SecureAddress = Annotated[Address, AfterValidator(_secure)]

_NEVER_COME_BACK = ("url", "copy", "web_app")
"""Telegram tells a bot of no press on these; only those on links are counted, by way of a redirect."""


ATTRIBUTES: dict[Shared, str] = {"contact": "phone", "location": "location"}
"""Where what a person shares is kept."""


class ButtonSpec(ScriptModel):
    """A button under a message. With only `text` it answers: the journey goes on to the next step."""

    text: Label = Field(description="What the button says.")
    goto: str | None = Field(
        default=None, title="place", description="A step, a stage or stage.step to jump to when pressed."
    )
    url: Address | None = Field(default=None, description="A web address to open; presses are counted.")
    buy: Name | None = Field(default=None, description="A product to order when pressed.")
    copy_: Label | None = Field(
        default=None, alias="copy", description="A text to copy when pressed, at most 256 characters: a promo code."
    )
    web_app: SecureAddress | None = Field(default=None, description="A Mini App to open inside Telegram: https://…")
    contact: bool = Field(default=False, description="Shares the person's phone number, saved as `phone`: a lead.")
    location: bool = Field(default=False, description="Shares where the person is, saved as `location`: lat,lon.")
    menu: Name | None = Field(default=None, description="An entry of the menu to show when pressed.")
    tag: Name | None = Field(default=None, description="A tag to put on the person when pressed.")

    @model_validator(mode="after")
    def _one_job(self) -> "Self":
        given = {name: bool(getattr(self, name)) for name in ("url", "buy", "menu", "web_app", "contact", "location")}
        jobs = [name for name, is_given in {**given, "copy": self.copy_ is not None}.items() if is_given]
        if self.goto is not None and not self.shares:
            jobs.insert(0, "goto")
        if len(jobs) > 1:
            raise wrong(f"a button does one thing, this one has {' and '.join(jobs)}", "make a button for each")
        silent = next((job for job in jobs if job in _NEVER_COME_BACK), None)
        if silent and self.tag is not None:
            raise wrong(
                "a link button cannot tag: it opens outside Telegram"
                if silent == "url"
                else f"a {silent} button cannot tag: Telegram tells nobody that it was pressed",
                f"take away tag or {silent}",
            )
        if self.tag is not None and (self.buy or self.menu):
            job = "buy" if self.buy else "menu"
            raise wrong(f"a {job} button cannot tag", "put tag: on a step that follows, or on a button that answers")
        return self

    @property
    def moves(self) -> bool:
        """Whether a press moves the journey on."""
        return not (self.url or self.buy or self.menu or self.copy_ or self.web_app)

    @property
    def shares(self) -> Shared | None:
        """What a press sends of the person, if anything."""
        return "contact" if self.contact else "location" if self.location else None

    def shared(self, answer: "Answered") -> tuple[str, str] | None:
        """The attribute that this answer, if it is what the button shares, gives to the person."""
        if self.contact and answer.phone:
            return ATTRIBUTES["contact"], answer.phone
        if self.location and answer.place:
            return ATTRIBUTES["location"], answer.place
        return None


def _button(value: object) -> object:
    return {"text": value} if isinstance(value, str | int | float) else value


def _row(value: object) -> object:
    return value if isinstance(value, list) else [value]


ButtonEntry = Annotated[ButtonSpec, BeforeValidator(_button, json_schema_input_type=str | ButtonSpec)]
ButtonRow = Annotated[
    tuple[ButtonEntry, ...],
    BeforeValidator(_row, json_schema_input_type=str | ButtonSpec | list[str | ButtonSpec]),
]
