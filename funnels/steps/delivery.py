"""What is handed over: after a payment, or by `deliver`."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from funnels.definition.durations import Duration
from funnels.definition.explain import wrong
from funnels.definition.templates import Name, Template
from funnels.engine.effects.media import Album, Media
from funnels.engine.limits import CAPTION_LIMIT, TEXT_LIMIT
from funnels.steps.answer_path import AnswerPath
from funnels.steps.base import ScriptModel
from funnels.steps.button import Address
from funnels.steps.channel import Channel
from funnels.steps.files import GivenFile, MediaPath, by_its_name, given_files, parcels

if TYPE_CHECKING:
    from typing import Self


class Invite(ScriptModel):
    """A way into a private channel or group.

    The bot must be an administrator there that may invite people, and may remove them where access ends. A link is made
    for one person when the goods are sent, and works for a week. By request, whoever opens the link asks to join, and
    the bot lets in who has the product: the link may be passed on, and opens nothing for others.

    ```yaml
    products:
      month:
        title: A month in the club
        stars: 100
        access: 30 days
        deliver: {text: Welcome to the club!, invite: {chat: -1001234567890, by: request}}
    ```
    """

    chat: Channel = Field(description='The channel or group: "@name", or its number.')
    by: Literal["link", "request"] = Field(default="link", description="A link for one person, or requests to join.")


def _named(value: object) -> object:
    return {"chat": value} if isinstance(value, str | int) else value


class GoodsCall(ScriptModel):
    """A system of your own that opens the product to who has paid, or makes what is handed over.

    It is called as soon as the payment is there, and the goods follow its answer; what `save:` names must be in it, and
    stands in the texts from then on. When the money goes back, it is called once more. What it gets is in
    [docs/calls.md](calls.md#goods).

    ```yaml
    products:
      course:
        title: The course
        stars: 500
        deliver:
          call: {url: https://school.example.com/voronka, save: {login: account.login}}
          text: "The course is open: [come in](https://school.example.com). Your name there is {{ login }}."
    ```
    """

    url: Address = Field(description="The web address that gets the POST.")
    save: Mapping[Name, AnswerPath] = Field(
        default_factory=dict, description="What to keep of the JSON answer, such as login: account.login."
    )
    within: Duration = Field(
        default=timedelta(minutes=5), description="How long to try before the owners are asked. Default: 5 minutes."
    )

    @property
    def sample(self) -> dict[str, object]:
        """An answer that has all that is kept, for rehearsals: each value is its own name."""
        answer: dict[str, object] = {}
        for name, path in sorted(self.save.items(), key=lambda one: one[1]):
            *ways, last = path.split(".")
            at: dict[str, Any] = answer
            for way in ways:
                at = inner if isinstance(inner := at.setdefault(way, {}), dict) else {}
            at[last] = name
        return answer


def _with_url(value: object) -> object:
    return {"url": value} if isinstance(value, str) else value


MOST_FILES = 100
"""Files of one delivery; Telegram takes about one a second."""


class Delivery(ScriptModel):
    """What is handed over, as soon as the payment is there or by `deliver`: a text, files, a code, an invitation.

    `file:` arrives as it is, with the text below it. Several stand under `files:`; neighbours of a kind arrive as
    albums of up to ten, and the text after them: `files: [media/plan.pdf, media/one.jpg, document: media/print.jpg]`.

    `codes:` names a list in the funnel's folder, one code a line: every order gets one of its own, and the owners are
    told when they run low. The text says where it stands: {{ code }}.
    """

    text: Template | None = Field(default=None, description="A message: Markdown with Liquid tags.")
    file: MediaPath | None = Field(default=None, description="A file from the funnel's folder, sent as a document.")

    files: tuple[Annotated[GivenFile, BeforeValidator(by_its_name, json_schema_input_type=str | GivenFile)], ...] = (
        Field(
            default=(),
            max_length=MOST_FILES,
            title="list of files",
            description="Several files from the funnel's folder; the text comes after them.",
        )
    )

    invite: Annotated[Invite, BeforeValidator(_named, json_schema_input_type=str | int | Invite)] | None = Field(
        default=None, description="A private channel or group that it opens, by a button."
    )

    codes: MediaPath | None = Field(
        default=None, description="A list of one-use codes from the funnel's folder, one a line; each is given once."
    )

    call: Annotated[GoodsCall, BeforeValidator(_with_url, json_schema_input_type=str | GoodsCall)] | None = Field(
        default=None,
        title="web address, or its keys",
        description="A system of your own that opens or makes what was paid for.",
    )

    @model_validator(mode="after")
    def _something(self) -> "Self":
        if not (self.text or self.file or self.files or self.invite or self.codes or self.call):
            raise wrong("nothing is delivered", "add text:, file:, files:, codes:, invite: or call:")
        if self.file and self.files:
            raise wrong("files stand in one place", "put the one of file: under files: too")
        return self

    @cached_property
    def parcels(self) -> tuple[Media | Album, ...]:
        """Its files as Telegram sends them, in their order."""
        if self.file:
            return (Media(kind="document", path=self.file),)
        return parcels(file for given in self.files for file in given_files(given))

    @property
    def captioned(self) -> Media | None:
        """The file that has the text below it: the only one."""
        return self.parcels[0] if len(self.parcels) == 1 and isinstance(self.parcels[0], Media) else None

    @property
    def text_limit(self) -> int:
        """How long the text may be, in UTF-16 units."""
        return CAPTION_LIMIT if self.captioned else TEXT_LIMIT
