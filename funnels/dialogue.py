"""Dialogues: a script's tests, written by the marketer and played by the real engine on a moved clock.

After each line that does something (`user`, `press`, `send`, `later`, `pay`, `confirm`, `event`) the next `bot` line
must name every message the bot sent since, in order, by a part of its text; `bot: []` is silence. Without a `bot`
line nothing is demanded of those messages. An album or a video note that goes ahead of its text is not named.
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError, model_validator

from funnels.definition.document import read
from funnels.definition.durations import Duration, describe_duration
from funnels.definition.explain import explain, wrong
from funnels.definition.findings import ScriptError
from funnels.definition.known_keys import keys_of
from funnels.engine.advance import EndlessLoopError
from funnels.engine.catalogue import SOURCE_MARK, Catalogue
from funnels.engine.effects import SendInvoice, SendMessage, ShowToast
from funnels.engine.inputs import Answered, EventReceived, Pressed, Started, Stopped
from funnels.engine.receive import Person
from funnels.engine.subscriber import Subscriber
from funnels.steps.base import ScriptModel
from funnels.walk import SENT, Sendable, Shown, Walk

if TYPE_CHECKING:
    from typing import Self

FILE = "dialogues.yaml"

BEGIN = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Europe/Moscow")).astimezone(UTC)
"""Monday noon in Moscow: every dialogue begins then, so weekdays and hours in it are the same for ever."""

_TAGS = re.compile(r"<[^>]+>")


def _parts(value: object) -> object:
    return [value] if isinstance(value, str) else value


class Happening(ScriptModel):
    """An event from outside the chat."""

    name: str = Field(description="Its name.")
    values: Mapping[str, str] = Field(default_factory=dict, description="What it carries, by name.")


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class Line(ScriptModel):
    """One thing said or done; exactly one of the keys."""

    user: str | None = Field(default=None, description="The person writes this.")
    bot: Annotated[tuple[str, ...], BeforeValidator(_parts)] | None = Field(
        default=None,
        description="The bot has sent these, one part of the text for each message; [] is silence.",
    )
    press: str | None = Field(default=None, description="The person presses the newest button that says this.")
    send: Sendable | None = Field(default=None, description="The person sends this: contact, location, photo…")
    later: Duration | None = Field(default=None, description="Time passes.")
    pay: str | None = Field(default=None, description="The person pays this product by Stars.")
    confirm: str | None = Field(default=None, description="An owner confirms the payment made by hand.")
    event: Annotated[Happening, BeforeValidator(_named)] | None = Field(
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
    """What must be true at the end."""

    reached: tuple[str, ...] | None = Field(default=None, description="All stages reached.")
    passed: tuple[str, ...] | None = Field(default=None, description="All stages passed.")
    orders: tuple[str, ...] | None = Field(default=None, description="All products bought.")
    tags: tuple[str, ...] | None = Field(default=None, description="All tags.")
    attributes: Mapping[str, str] | None = Field(default=None, description="Attributes, these and no others.")
    at: str | None = Field(default=None, description="Where the journey stands: stage.step, or end.")


class Dialogue(ScriptModel):
    """One conversation."""

    dialogue: str = Field(description="What it shows, in a sentence.")
    source: str = Field(default="", description="Where the person comes from; added to the first /start.")
    play: tuple[Line, ...] = Field(min_length=1, description="What is said and done, in order.")
    expect: Expected = Field(default_factory=Expected, description="What must be true at the end.")


_DIALOGUES = TypeAdapter(tuple[Dialogue, ...])
_KNOWN_KEYS = keys_of(tuple[Dialogue, ...])

Speaker = Literal["person", "bot", "time", "owner", "event"]


@dataclass(frozen=True, kw_only=True)
class Said:
    """One line of the transcript."""

    who: Speaker
    text: str


@dataclass(kw_only=True)
class Result:
    """How a dialogue went: `problem` is empty when it went as written."""

    name: str
    line: int
    transcript: list[Said] = field(default_factory=list)
    problem: str = ""


def load_dialogues(folder: Path) -> list[tuple[Dialogue, int]]:
    """The dialogues of a funnel's folder, each with its line in the file; raises ScriptError."""
    path = folder / FILE
    if not path.is_file():
        return []
    document = read(path, str(path))
    try:
        dialogues = _DIALOGUES.validate_python(document.data)
    except ValidationError as error:
        raise ScriptError(*explain(error, document, _KNOWN_KEYS)) from None
    return [(dialogue, document.place((number,))[0]) for number, dialogue in enumerate(dialogues)]


def play(dialogue: Dialogue, catalogue: Catalogue, *, line: int = 0) -> Result:
    """Play one dialogue with a fresh person."""
    return _Player(dialogue, catalogue, line).play()


class _Differs(Exception):  # noqa: N818  # not an error of the program: the script does something else than written
    pass


class _Player:
    def __init__(self, dialogue: Dialogue, catalogue: Catalogue, line: int) -> None:
        self.dialogue = dialogue
        self.walk = Walk(
            catalogue=catalogue,
            now=BEGIN,
            person=Person(subscriber=Subscriber(id=1, first_name="Анна", username="anna", language="ru")),
        )
        self.result = Result(name=dialogue.dialogue, line=line)
        self.unread = 0
        self.source = dialogue.source

    def play(self) -> Result:
        try:
            for line in self.dialogue.play:
                self._line(line)
            self._expect(self.dialogue.expect)
        except (_Differs, EndlessLoopError) as differs:
            self.result.problem = str(differs)
        return self.result

    def _line(self, line: Line) -> None:
        key, value = line.given
        if key == "bot":
            self._hear(value)
            return
        self.unread = len(self.walk.shown)
        self._act(key, value)
        for shown in self.walk.shown[self.unread :]:
            self._note("bot", seen_text(shown))

    def _act(self, key: str, value: Any) -> None:
        actions: dict[str, tuple[Speaker, Callable[[Any], None]]] = {
            "user": ("person", self._write),
            "press": ("person", self._press),
            "send": ("person", self._send),
            "later": ("time", self.walk.later),
            "pay": ("person", self._pay),
            "confirm": ("owner", self._confirm),
            "event": ("event", self._happen),
        }
        who, act = actions[key]
        words = describe_duration(value, "en") if key == "later" else getattr(value, "name", value)
        self._note(who, f"{key}: {words}" if who != "person" or key != "user" else value)
        act(value)

    def _note(self, who: Speaker, text: str) -> None:
        self.result.transcript.append(Said(who=who, text=text))

    def _write(self, text: str) -> None:
        command, _, payload = text.partition(" ")
        if command == "/start":
            if self.source:
                payload, self.source = f"{payload}{SOURCE_MARK}{self.source}" if payload else self.source, ""
            self.walk.feed(Started(payload=payload.strip()))
        elif command == "/stop":
            self.walk.feed(Stopped())
        else:
            self.walk.feed(Answered(text=text))

    def _press(self, text: str) -> None:
        for button in self.walk.buttons():
            if _folded(button.text) == _folded(text):
                self.walk.press(button)
                return
        known = ", ".join(f"«{text}»" for text in dict.fromkeys(button.text for button in self.walk.buttons()))
        raise _Differs(f"there is no button «{text}» in the chat; there are: {known or 'none'}")

    def _send(self, kind: Sendable) -> None:
        self.walk.feed(SENT[kind])

    def _pay(self, product: str) -> None:
        """By Stars: through the newest pay button, as a person would, or an invoice that is open already."""
        for invoice in self.walk.invoices():
            order = self.walk.orders[invoice.order]
            closed = order.expires_at is not None and order.expires_at <= self.walk.now
            if order.product == product and not closed:
                self.walk.pay(invoice.order, method="stars")
                return
        for button in self.walk.buttons():
            if ":pay.stars." not in button.data:
                continue
            self.walk.feed(Pressed(data=button.data))
            newest = self.walk.shown[-1]
            if isinstance(newest, SendInvoice) and self.walk.orders[newest.order].product == product:
                self.unread = len(self.walk.shown)
                self.walk.pay(newest.order, method="stars")
                return
        raise _Differs(f"«{product}» cannot be paid now: no button of an open offer sells it for Stars")

    def _confirm(self, product: str) -> None:
        for order in reversed(self.walk.claims):
            if self.walk.orders[order].product == product:
                self.walk.pay(order, method="manual")
                return
        raise _Differs(f"nobody says they paid «{product}» by hand")

    def _happen(self, event: Happening) -> None:
        self.walk.feed(EventReceived(name=event.name, values=event.values))

    def _hear(self, parts: tuple[str, ...]) -> None:
        heard = [seen_text(shown) for shown in self.walk.shown[self.unread :] if not _goes_ahead(shown)]
        for number, part in enumerate(parts):
            if number >= len(heard):
                raise _Differs(f"the bot should say «{part}», but it is silent")
            if _folded(part) not in _folded(heard[number]):
                raise _Differs(f"the bot should say «{part}», but it says «{heard[number]}»")
        if len(heard) > len(parts):
            raise _Differs(f"the bot should be silent now, but it says «{heard[len(parts)]}»")
        self.unread = len(self.walk.shown)

    def _expect(self, expected: Expected) -> None:
        person = self.walk.person
        journeys = sorted(person.journeys, key=lambda journey: journey.started_at)
        last = journeys[-1] if journeys else None
        actual: dict[str, object] = {
            "reached": sorted(last.reached) if last else [],
            "passed": sorted(last.passed) if last else [],
            "orders": sorted(name.partition("/")[2] for name in person.subscriber.bought),
            "tags": sorted(person.subscriber.tags),
            "attributes": dict(person.subscriber.attributes),
            "at": (last.step or "end") if last else "nowhere",
        }
        for key, found in actual.items():
            wanted = getattr(expected, key)
            if isinstance(wanted, tuple):
                wanted = sorted(wanted)
            if wanted is not None and wanted != found:
                raise _Differs(f"at the end {key} should be {wanted}, but it is {found}")


def _folded(text: str) -> str:
    """For comparing: upper and lower case are the same, and so are all kinds of space."""
    return " ".join(text.casefold().split())


def _goes_ahead(shown: Shown) -> bool:
    """Whether it is media whose text is the next message."""
    return isinstance(shown, SendMessage) and shown.purpose == "media"


def seen_text(shown: Shown) -> str:
    """What a person reads in it, on one or more lines, without markup."""
    match shown:
        case ShowToast():
            return shown.text
        case SendInvoice():
            return f"{shown.title}: {shown.description}"
        case SendMessage() if shown.media and not shown.text:
            return " ".join(f"[{file.path}]" for file in shown.media.files)
        case SendMessage():
            return html.unescape(_TAGS.sub("", shown.text))
