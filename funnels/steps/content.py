"""What a message consists of, shared by the verbs that send: text, a piece of media, buttons, follow-ups."""

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    HttpUrl,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)

from funnels.definition.durations import Duration
from funnels.definition.explain import wrong
from funnels.definition.templates import Label, Name, Template
from funnels.engine.effects import Media
from funnels.steps.base import ScriptModel

if TYPE_CHECKING:
    from typing import Self


def check_media(value: object) -> object:
    """A path inside the funnel's folder: relative, no way out of it."""
    if isinstance(value, str) and (value.startswith(("/", "\\", "~")) or ".." in value.replace("\\", "/").split("/")):
        raise wrong(
            f"`{value}` leads outside the funnel's folder",
            "put the file into media/ and write media/name.jpg",
        )
    return value


MediaPath = Annotated[str, BeforeValidator(check_media), Field(min_length=1)]


class Attachment(ScriptModel):
    """One photo, document or video beside a text."""

    photo: MediaPath | None = Field(default=None, description="A picture from the funnel's folder, up to 10 MB.")
    document: MediaPath | None = Field(default=None, description="A file from the funnel's folder, up to 50 MB.")
    video: MediaPath | None = Field(default=None, description="An MP4 video from the funnel's folder, up to 50 MB.")

    @cached_property
    def media(self) -> Media | None:
        """The piece of media, if there is one."""
        if self.photo:
            return Media(kind="photo", path=self.photo)
        if self.document:
            return Media(kind="document", path=self.document)
        if self.video:
            return Media(kind="video", path=self.video)
        return None

    @model_validator(mode="after")
    def _one_piece(self) -> "Self":
        if sum(1 for path in (self.photo, self.document, self.video) if path) > 1:
            raise wrong("a message carries one photo, document or video", "make a second message for the other one")
        return self


def _address(value: object, read: ValidatorFunctionWrapHandler) -> object:
    try:
        return read(value)
    except ValidationError as error:
        raise wrong(f"`{value}` is no web address", "write all of it: https://example.com/page") from error


Address = Annotated[HttpUrl, WrapValidator(_address)]


class ButtonSpec(ScriptModel):
    """A button under a message. With only `text` it answers: the journey goes on to the next step."""

    text: Label = Field(description="What the button says.")
    goto: str | None = Field(default=None, description="A step, a stage or stage.step to jump to when pressed.")
    url: Address | None = Field(default=None, description="A web address to open; presses are counted.")
    buy: Name | None = Field(default=None, description="A product to order when pressed.")
    tag: Name | None = Field(default=None, description="A tag to put on the person when pressed.")

    @model_validator(mode="after")
    def _one_job(self) -> "Self":
        jobs = [name for name in ("goto", "url", "buy") if getattr(self, name) is not None]
        if len(jobs) > 1:
            raise wrong(f"a button does one thing, this one has {' and '.join(jobs)}", "make a button for each")
        if self.url is not None and self.tag is not None:
            raise wrong("a link button cannot tag: it opens outside Telegram", "take away tag or url")
        return self

    @property
    def moves(self) -> bool:
        """Whether a press moves the journey on."""
        return self.url is None and self.buy is None


def _button(value: object) -> object:
    return {"text": value} if isinstance(value, str | int | float) else value


def _row(value: object) -> object:
    return value if isinstance(value, list) else [value]


ButtonEntry = Annotated[ButtonSpec, BeforeValidator(_button, json_schema_input_type=str | ButtonSpec)]
ButtonRow = Annotated[
    tuple[ButtonEntry, ...],
    BeforeValidator(_row, json_schema_input_type=str | ButtonSpec | list[str | ButtonSpec]),
]


class FollowUp(Attachment):
    """A timed message sent only while the person has not done what the step waits for."""

    message: Template = Field(description="Its text.")
    after: Duration | None = Field(default=None, description="How long after the step began.")
    before_deadline: Duration | None = Field(default=None, description="In an offer: how long before it closes.")

    @model_validator(mode="before")
    @classmethod
    def _one_time(cls, data: Any) -> Any:
        if isinstance(data, dict) and ("after" in data) == ("before_deadline" in data):
            raise wrong(
                "a follow-up needs one time",
                "write after: 3 hours, or, in an offer, before_deadline: 2 hours",
            )
        return data

    @property
    def delay(self) -> timedelta | None:
        """`after`, under a name that says what it is."""
        return self.after
