"""The whole of `funnel.yaml` as models; `funnels/funnel.schema.json` is generated from them."""

import json
import re
from collections.abc import Mapping
from datetime import time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from funnels.definition.durations import parse_duration
from funnels.definition.editor_schema import Titled, for_editors
from funnels.definition.event_names import EventNames
from funnels.definition.explain import wrong
from funnels.definition.findings import RefusedError
from funnels.definition.menu import Fallback, Keyword, MenuEntry
from funnels.definition.products import Product
from funnels.definition.shares import Target
from funnels.definition.templates import Expression, FunnelName, Name, StageId
from funnels.engine.hours import SendingHours, zone
from funnels.steps import VERBS, AnyStep
from funnels.steps.base import ScriptModel

if TYPE_CHECKING:
    from typing import Self

_HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–—]\s*([01]?\d|2[0-3]):([0-5]\d)")
_LINK = re.compile(r"[A-Za-z0-9-]+(?:_[A-Za-z0-9-]+)*")
LINK_LIMIT = 32
_PAID = re.compile(r"paid\s+\[?(?P<names>[^\[\]]+)\]?")
"""Half of Telegram's 64 characters for a start payload: the other half is the source's."""

Again = timedelta | Literal["never", "always"]


def _hours(value: object) -> object:
    if not isinstance(value, str):
        return value
    match = _HOURS.fullmatch(value.strip())
    if not match:
        raise wrong(f"`{value}` is no span of hours", "write it as 09:00-21:00")
    h1, m1, h2, m2 = map(int, match.groups())
    if (h1, m1) == (h2, m2):
        raise wrong(f"`{value}` leaves no time to send", "write it as 09:00-21:00, or leave sending_hours out")
    return SendingHours(start=time(h1, m1), end=time(h2, m2))


def _again(value: object) -> object:
    if not isinstance(value, str) or value in ("never", "always"):
        return value
    kind, _, rest = value.partition(" ")
    try:
        if kind == "after":
            return parse_duration(rest)
    except RefusedError as error:
        raise wrong(error.problem, "write never, always, or after 30 days") from error
    raise wrong(f"`{value}` does not say when one may walk again", "write never, always, or after 30 days")


def _timezone(value: object) -> object:
    if isinstance(value, str):
        try:
            zone(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise wrong(f"`{value}` is no time zone", "write its IANA name: Europe/Moscow, Asia/Almaty, UTC") from error
    return value


def _link(value: object) -> object:
    if isinstance(value, str) and not (_LINK.fullmatch(value) and len(value) <= LINK_LIMIT):
        raise wrong(
            f"`{value}` cannot be a link's word",
            f"write 1-{LINK_LIMIT} Latin letters, digits, - or single _ (what follows __ is the source)",
        )
    return value


def _such_as(title: str, *examples: str, pattern: str | None = None) -> WithJsonSchema:
    shape = {"title": title, "type": "string", "examples": list(examples)}
    return WithJsonSchema(shape | ({"pattern": f"^{pattern}$"} if pattern else {}))


TimeZone = Annotated[str, BeforeValidator(_timezone), _such_as("time zone", "Europe/Moscow", "Asia/Almaty", "UTC")]
Hours = Annotated[SendingHours, BeforeValidator(_hours), _such_as("hours", "09:00-21:00", pattern=_HOURS.pattern)]
AgainRule = Annotated[
    Again, BeforeValidator(_again), _such_as("never, always or after a duration", "never", "always", "after 30 days")
]
Link = Annotated[str, BeforeValidator(_link), _such_as("word of a link", "book", pattern=_LINK.pattern)]


class Entrance(ScriptModel):
    """How a person comes into the funnel.

    `links: [book]` is for `t.me/BOT?start=book`; `book__vk-march` carries the source `vk-march`.

    ```yaml
    start:
      links: [book]
      keywords: [книга]
      again: after 30 days
    ```

    `events:` begin it for a person of whom your own system tells the bot ([events.md](events.md)), or who meets a goal
    of that name in another funnel. Several funnels may begin by one event. Nothing is said to somebody who walks it
    already, or may not walk it again yet; whoever has stopped or blocked the bot begins nothing. `save:` keeps values
    of the event as attributes. What comes first does not wait for the sending hours, unless a `wait:` stands before it.

    ```yaml
    start:
      events: [basket_left]
      save: [basket, total]
      again: after 7 days
    ```
    """

    links: tuple[Link, ...] = Field(
        default=(), description="Words for t.me/BOT?start=WORD; WORD__SOURCE carries the source."
    )
    keywords: tuple[Keyword, ...] = Field(
        default=(), description="Words that begin this funnel when a person writes them to the bot."
    )
    events: EventNames = Field(
        default=(), description="Names of events that begin this funnel, or of goals met in other funnels."
    )
    save: tuple[Name, ...] = Field(default=(), description="Values of the event to keep as attributes.")
    default: bool = Field(default=False, description="Whether a bare /start begins this funnel.")
    again: AgainRule = Field(
        default="never", description="Who has finished may walk again: never, always, or after 30 days."
    )

    @model_validator(mode="after")
    def _carried(self) -> "Self":
        if self.save and not self.events:
            raise wrong("`save` keeps what an event carries, and none begins this funnel", "add events: [basket_left]")
        return self


class Stage(ScriptModel):
    """A named part of the funnel with a goal that a person can reach once per journey.

    It is reached when the journey enters it, once however often it returns. It is passed when its `goal` is met;
    without a goal, going on from it is passing, also for whoever is led on by `otherwise:` without a word: give a
    stage with `marks:` a goal. A payment that meets the goal while the stage waits takes the journey to the next stage
    at once, and one that comes late (an old pay button) still counts; a `goal` step goes on with the steps below it.
    Who does not meet the goal goes on all the same, unless the script says `end`. Who has already bought what a stage
    sells is not taken through it.
    """

    stage: StageId = Field(description="Its name: Latin letters, digits, - and _.")
    title: str = Field(default="", description="What reports call it.")
    marks: Literal["lead", "mql", "sql", "sale"] | None = Field(
        default=None, description="What a person who passed it counts as."
    )
    goal: str | None = Field(
        default=None,
        description="`paid PRODUCT`, `paid [PRODUCT, PRODUCT]` for any of them, or the name of a goal step; "
        "without it, going on is passing.",
    )
    target: Target | None = Field(
        default=None,
        description="Which share of those who reach it should pass it: what `/weak` measures it by. Without it, what "
        "the stage did before.",
    )
    if_: Expression | None = Field(
        default=None, alias="if", description="A condition; whom it does not hold for goes by the stage."
    )
    steps: tuple[AnyStep, ...] = Field(min_length=1, description="Its steps, in order.")

    @cached_property
    def sells(self) -> tuple[str, ...]:
        """The products whose payment is the goal: of several, any one."""
        paid = _PAID.fullmatch(self.goal or "")
        return tuple(name.strip() for name in paid["names"].split(",")) if paid else ()


class FunnelFile(ScriptModel):
    """One funnel: what it is called, how one comes into it, what it sells, and its stages in order.

    ```yaml
    funnel: first-steps
    title: Better coffee at home
    language: en
    timezone: Europe/London
    sending_hours: 08:00-20:00
    start: {links: [coffee], default: true}
    stages:
      - stage: checklist
        steps:
          - message: Hello!
    ```
    """

    funnel: FunnelName = Field(
        description="Its name, the same as its folder's: at most 24 Latin letters, digits, - and _."
    )
    title: str = Field(default="", description="What reports and people call it.")
    language: Literal["ru", "en"] = Field(
        default="ru", description="The language of its texts and of the bot's own words."
    )
    timezone: TimeZone | None = Field(default=None, description="For a person whose own time zone is not known.")
    sending_hours: Hours | None = Field(default=None, description="When timed messages may come; answers never wait.")
    start: Entrance = Field(default_factory=Entrance, description="How a person comes into it.")
    products: Mapping[Name, Product] = Field(default_factory=dict, description="What is sold, by name.")
    segments: Mapping[Name, Expression] = Field(
        default_factory=dict,
        description="Conditions with a name, such as `warm: email and not orders`, for `segments contains`.",
    )
    stages: tuple[Stage, ...] = Field(min_length=1, description="Its stages, in order.")
    menu: tuple[MenuEntry, ...] = Field(default=(), description="Answers that are always at hand; they move nothing.")
    fallback: Fallback | None = Field(default=None, description="What is done with words nothing else understands.")


def json_schema() -> str:
    """The JSON Schema of `funnel.yaml` for editors, as text."""
    verbs = {verb: model.__name__ for verb, model in VERBS.items()}
    entries = {verb: model.entry() for verb, model in VERBS.items()}
    schema = for_editors(FunnelFile.model_json_schema(schema_generator=Titled), verbs, entries)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
