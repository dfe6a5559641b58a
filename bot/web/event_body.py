"""What another system may say of a person: the body of an event, read strictly, with a remedy for each mistake."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from pydantic_core import PydanticCustomError

from bot.web.body import json_in
from funnels.definition.suggest import closest
from funnels.definition.templates import check_name
from funnels.engine.inputs import EventReceived
from funnels.engine.limits import TEXT_LIMIT
from funnels.engine.outside_values import OutsideValue, clean
from funnels.engine.values import ABOUT_OFFER, ABOUT_PERSON

LONGEST_ID = 200
"""Characters of a sender's id."""

EXACT = 2**53
"""Beyond it, either way, systems that take every number for a float lose digits; Telegram's ids stay below."""

KEYS = ("id", "event", "subscriber", "values")


class BadEventError(Exception):
    """The body is no event: the status of the answer, what is wrong, and what to send instead."""

    def __init__(self, status: int, problem: str, remedy: str) -> None:
        self.status = status
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{problem}; {remedy}")


@dataclass(frozen=True, kw_only=True)
class SentEvent:
    """An event as it was sent."""

    id: str
    subscriber: int
    event: EventReceived


def read_event(body: bytes) -> SentEvent:
    """The event of a body; raises BadEventError."""
    written = _object(body)
    for key in written:
        if key not in KEYS:
            guess = closest(key, KEYS)
            _no(f"`{key}` is not known here", f"did you mean `{guess}`?" if guess else f"there are {', '.join(KEYS)}")
    for key in KEYS[:3]:
        if key not in written:
            _no(f"`{key}` is missing", 'send {"id": …, "event": …, "subscriber": …, "values": {…}}')
    return SentEvent(
        id=_id(written["id"]),
        subscriber=_subscriber(written["subscriber"]),
        event=EventReceived(name=_name(written["event"], "event"), values=_values(written.get("values"))),
    )


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        written = json_in(body)
    except ValueError:
        raise BadEventError(400, "the body is no JSON in UTF-8", "send one JSON object, encoded as UTF-8") from None
    if not isinstance(written, dict):
        _no("the body is JSON, but not an object", 'send {"id": …, "event": …, "subscriber": …}')
    return written


def _no(problem: str, remedy: str) -> NoReturn:
    raise BadEventError(422, problem, remedy)


def _id(value: object) -> str:
    if not isinstance(value, str):
        _no("`id` is not text", 'send it in quotes: "1205-paid"')
    if not (0 < len(value) <= LONGEST_ID and value.isprintable()):
        _no(f"`id` is not 1-{LONGEST_ID} printable characters", "send a short name of this event, the same each time")
    return value


def _subscriber(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < EXACT:
        _no("`subscriber` is no Telegram id", "send the person's number as the bot's calls carry it, without quotes")
    return value


def _name(value: object, key: str) -> str:
    if not isinstance(value, str):
        _no(f"`{key}` is not text", 'send it in quotes: "basket_left"')
    try:
        check_name(value)
    except PydanticCustomError as error:
        told = error.context or {}
        _no(f"`{key}`: {told['problem']}", str(told["remedy"]))
    return value


def _values(written: object) -> dict[str, OutsideValue]:
    if written is None:
        return {}
    if not isinstance(written, dict):
        _no("`values` is not an object", 'send them by name: {"total": 2400}')
    return {_free(name): _value(name, value) for name, value in written.items() if value is not None}


def _free(name: str) -> str:
    if name in (*ABOUT_PERSON, *ABOUT_OFFER):
        _no(f"`{name}` has a meaning of its own to the bot", f"send it under another name: my_{name}")
    return _name(name, "values")


def _value(name: str, value: object) -> OutsideValue:
    for kind, refuse in _REFUSED.items():
        if isinstance(value, kind) and (told := refuse(value)):
            _no(f"`{name}` {told[0]}", told[1])
    found = clean(value)
    if found is None:
        _no(f"`{name}` is not a single value", "send text, a number, or true or false")
    return found


def _long(text: str) -> tuple[str, str] | None:
    fits = len(text) <= TEXT_LIMIT
    return None if fits else (f"has {len(text)} characters, more than {TEXT_LIMIT}", "shorten it, or send its address")


def _inexact(number: float) -> tuple[str, str] | None:
    return None if -EXACT < number < EXACT else ("is too large to be kept exactly", "send it as text, in quotes")


_REFUSED: Mapping[type, Callable[[Any], tuple[str, str] | None]] = {str: _long, int: _inexact, float: _inexact}
"""What is wrong with a value of a kind, and the remedy; None: nothing."""
