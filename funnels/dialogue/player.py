"""Dialogues are played by the real engine on a moved clock.

After each line that does something (`user`, `press`, `send`, `join`, `later`, `pay`, `confirm`, `staff`, `called`,
`event`) the next `bot` line must name every message the bot sent since, in order, by a part of its text; `bot: []` is
silence. Without a `bot` line nothing is demanded of those messages. An album or a video note that goes ahead of its
text is not named. `told` names in the same way what staff were told.
"""

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from funnels.definition.durations import describe_duration
from funnels.dialogue.lines import Dialogue, Expected, Happening, Line, Reply
from funnels.engine.advance import EndlessLoopError
from funnels.engine.catalogue import SOURCE_MARK, Catalogue
from funnels.engine.effects import NotifyStaff, SendInvoice, SendMessage, ShowToast, StaffNotice
from funnels.engine.inputs import Answered, EventReceived, Pressed, Started, Stopped
from funnels.engine.receive import Person
from funnels.engine.subscriber import Subscriber
from funnels.walk import SENT, Sendable, Shown, Walk

BEGIN = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Europe/Moscow")).astimezone(UTC)
"""Monday noon in Moscow: every dialogue begins then, so weekdays and hours in it are the same for ever."""

_TAGS = re.compile(r"<[^>]+>")


Speaker = Literal["person", "bot", "time", "owner", "staff", "told", "outside"]
"""`told` is what staff are told; `outside` is any other system."""


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
            person=Person(subscriber=Subscriber(id=1, first_name="Анна", username="anna", language="ru", met_at=BEGIN)),
        )
        self.result = Result(name=dialogue.dialogue, line=line)
        self.unread = 0
        self.unread_notices = 0
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
            heard = [seen_text(shown) for shown in self.walk.shown[self.unread :] if not _goes_ahead(shown)]
            self._compare("the bot", heard, value)
            self.unread = len(self.walk.shown)
        elif key == "told":
            heard = [plain_text(notice.text) for notice in self.walk.notices[self.unread_notices :]]
            self._compare("staff", heard, value)
            self.unread_notices = len(self.walk.notices)
        else:
            self._do(key, value)

    def _do(self, key: str, value: Any) -> None:
        self.unread, self.unread_notices = len(self.walk.shown), len(self.walk.notices)
        self._act(key, value)
        for shown in self.walk.shown[self.unread :]:
            self._note("bot", seen_text(shown))
        for notice in self.walk.notices[self.unread_notices :]:
            self._note("told", plain_text(notice.text))

    def _act(self, key: str, value: Any) -> None:
        actions: dict[str, tuple[Speaker, Callable[[Any], None]]] = {
            "user": ("person", self._write),
            "press": ("person", self._press),
            "send": ("person", self._send),
            "join": ("person", self.walk.join),
            "later": ("time", self.walk.later),
            "pay": ("person", self._pay),
            "confirm": ("owner", self._confirm),
            "staff": ("staff", self._staff),
            "called": ("outside", self._called),
            "event": ("outside", self._happen),
        }
        who, act = actions[key]
        words = describe_duration(value, "en") if key == "later" else getattr(value, "words", value)
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
        for code in (":pay.stars.", ":buy."):
            for button in self.walk.buttons():
                if code in button.data and self._ask_to_pay(button.data, product):
                    return
        raise _Differs(f"«{product}» cannot be paid now: no button of an open offer sells it for Stars")

    def _ask_to_pay(self, data: str, product: str) -> bool:
        """Press a selling button, by Stars where it asks how, and pay; whether it sold this product."""
        self.walk.feed(Pressed(data=data))
        newest = self.walk.shown[-1]
        if isinstance(newest, SendMessage):
            by_stars = (button.data for row in newest.buttons for button in row if ":pay.stars." in button.data)
            return any(self._ask_to_pay(one, product) for one in by_stars)
        if not isinstance(newest, SendInvoice) or self.walk.orders[newest.order].product != product:
            return False
        self.unread = len(self.walk.shown)
        self.walk.pay(newest.order, method="stars")
        return True

    def _confirm(self, product: str) -> None:
        for order in reversed(self.walk.claims):
            if self.walk.orders[order].product == product:
                self.walk.pay(order, method="manual")
                return
        raise _Differs(f"nobody says they paid «{product}» by hand")

    def _staff(self, act: Literal["done", "give back"] | Reply) -> None:
        """What somebody of the staff does about the newest thing they were told of that kind."""
        if isinstance(act, Reply):
            self.walk.staff(self._notice("can be replied to", "handoff", "said", "asked"), "replied", act.reply)
        elif act == "done":
            self.walk.staff(self._notice("is to be done", "task", "task_late"), "done")
        else:
            self.walk.staff(self._notice("can be given back", "handoff", "said"), "given_back")

    def _notice(self, what: str, *about: StaffNotice) -> NotifyStaff:
        for notice in reversed(self.walk.notices):
            if notice.about in about:
                return notice
        raise _Differs(f"staff were told nothing that {what}")

    def _called(self, answer: Any) -> None:
        if not self.walk.calls:
            raise _Differs("no web address has been called that has not answered yet")
        self.walk.answer_call(None if answer == "failed" else answer)

    def _happen(self, event: Happening) -> None:
        self.walk.feed(EventReceived(name=event.name, values=event.values))

    def _compare(self, who: str, heard: Sequence[str], parts: Sequence[str]) -> None:
        """Each part stands in what was said, in order, and nothing else was said."""
        should, says = ("hear", "hear") if who == "staff" else ("say", "says")
        for number, part in enumerate(parts):
            if number >= len(heard):
                silent = "they hear nothing" if who == "staff" else "it is silent"
                raise _Differs(f"{who} should {should} «{part}», but {silent}")
            if _folded(part) not in _folded(heard[number]):
                they = "they" if who == "staff" else "it"
                raise _Differs(f"{who} should {should} «{part}», but {they} {says} «{heard[number]}»")
        if len(heard) > len(parts):
            extra = heard[len(parts)]
            raise _Differs(
                f"staff should hear nothing now, but they hear «{extra}»"
                if who == "staff"
                else f"the bot should be silent now, but it says «{extra}»"
            )

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
            return plain_text(shown.text)


def plain_text(markup: str) -> str:
    """Telegram HTML as it is read."""
    return html.unescape(_TAGS.sub("", markup))
