"""A length of time is written the way people say it, in English or Russian, and always has its unit.

`10 seconds`, `30 min`, `2 hours`, `1 day 4 hours`, `1 неделя`, `2ч 30м`, `полчаса`. Weeks, days, hours, minutes and
seconds only: a month is not a length of time, it depends on which one.
"""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Annotated

from babel.units import format_unit
from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from funnels.definition.findings import RefusedError
from funnels.definition.locales import locale_of

LONGEST = timedelta(days=3660)
"""Longer than this is a slip of the pen, not a plan."""

_BEYOND = Decimal(LONGEST.total_seconds() + 1)

_SECONDS = {"week": 604_800, "day": 86_400, "hour": 3_600, "minute": 60, "second": 1}

_SPELLINGS = {
    "week": "w wk wks week weeks н нед неделя недели недель неделю неделе",
    "day": "d day days д дн день дня дней сутки суток сут",
    "hour": "h hr hrs hour hours ч час часа часов",
    "minute": "m min mins minute minutes м мин минута минуты минут минуту",
    "second": "s sec secs second seconds с сек секунда секунды секунд секунду",
}
_UNITS = {word: unit for unit, words in _SPELLINGS.items() for word in words.split()}
_ALONE = {*_SECONDS, "неделя", "неделю", "день", "сутки", "час", "минута", "минуту", "секунда", "секунду"}
"""Words that mean one of themselves when they stand without a number."""

_TOO_VAGUE = re.compile(r"month|year|месяц|год|лет|квартал|quarter", re.IGNORECASE)
_TIME_OF_DAY = re.compile(r"\d{1,2}:\d{2}")
_AFTER = re.compile(r"^(?:через|спустя|in|after)\s+")
_PART = re.compile(r"(?P<number>\d{1,12}(?:[.,]\d{1,6})?|полтора|полторы)\s*(?P<unit>[^\W\d_]+)\.?")
_THOUSANDS = re.compile(r"(?<!\d)\d{1,3},\d{3}(?!\d)")
_BETWEEN = re.compile(r"(?:\s|,|\+|\band\b|\bи\b)*")

_HOW = "write it as `30 min`, `2 hours`, `1 day 4 hours` or `3 дня`"


def parse_duration(text: str) -> timedelta:
    """Read `10 seconds`, `30 min`, `1 day 4 hours`, `2ч 30м`, `полчаса`; always more than zero.

    Raises:
        RefusedError: the text is not a length of time, has no unit, or is too vague, too short or too long.
    """
    words = text.strip().lower()
    if _THOUSANDS.search(words):
        raise RefusedError(f"`{text}` can be read as thousands or as a fraction", "write it without the comma")
    if words == "полчаса":
        return timedelta(minutes=30)
    if words in _ALONE:
        return timedelta(seconds=_SECONDS[_UNITS[words]])
    return _checked(timedelta(seconds=float(min(_total(text, words), _BEYOND))), text)


def _total(text: str, words: str) -> Decimal:
    """The seconds in all the parts of the text; each unit may be named once."""
    total, at, seen = Decimal(0), 0, set[str]()
    while at < len(words):
        part = _PART.match(words, at)
        unit = _UNITS.get(part["unit"]) if part else None
        if part is None or unit is None:
            raise _not_a_duration(text, words)
        if unit in seen:
            raise RefusedError(f"`{text}` names the same unit twice", "add them up and name it once")
        seen.add(unit)
        number = "1.5" if part["number"].startswith("пол") else part["number"].replace(",", ".")
        total += Decimal(number) * _SECONDS[unit]
        gap = _BETWEEN.match(words, part.end())
        at = gap.end() if gap else part.end()
    if not seen:
        raise _not_a_duration(text, words)
    return total


def _not_a_duration(text: str, words: str) -> RefusedError:
    if _TOO_VAGUE.search(words):
        return RefusedError(
            f"`{text}` has no fixed length: months and years differ", "write it in days, such as `30 days`"
        )
    if _TIME_OF_DAY.fullmatch(words):
        return RefusedError(f"`{text}` is a time of day, not a length of time", _HOW)
    if words.startswith(("-", "−")):
        return RefusedError(f"`{text}` is less than zero", _HOW)
    if re.fullmatch(r"\d{1,9}(?:[.,]\d{1,6})?", words):
        return RefusedError(
            f"`{text}` has no unit", f"write what it counts: `{words} min`, `{words} hours` or `{words} days`"
        )
    if (rest := _AFTER.sub("", words)) != words and _is_duration(rest):
        return RefusedError(f"`{text}` is a moment, not a length of time", f"write how long it is: `{rest}`")
    return RefusedError(f"`{text}` is not a length of time", _HOW)


def _is_duration(text: str) -> bool:
    try:
        parse_duration(text)
    except RefusedError:
        return False
    return True


def _checked(duration: timedelta, text: str) -> timedelta:
    if duration < timedelta(seconds=1):
        raise RefusedError(f"`{text}` is less than a second", f"{_HOW}, or remove the line")
    if duration > LONGEST:
        raise RefusedError(f"`{text}` is longer than ten years", "write a shorter time")
    return timedelta(seconds=round(duration.total_seconds()))


def spell_duration(duration: timedelta) -> str:
    """The duration as a script would have it, exact to the second: `parse_duration` reads it back."""
    left, parts = round(duration.total_seconds()), []
    for unit, seconds in _SECONDS.items():
        count, left = divmod(left, seconds)
        if count:
            parts.append(f"{count} {unit}{'s' if count > 1 else ''}")
    return " ".join(parts) or "0 seconds"


def describe_duration(duration: timedelta, language: str) -> str:
    """How long it is, for a reader: `2 часа 5 минут`; at most two neighbouring units, rounded down.

    Rounding down never promises a prospect more time than is left. No time left is `0 минут`.
    """
    left, locale = max(0, int(duration.total_seconds())), locale_of(language)
    parts: list[tuple[int, str]] = []
    for unit in ("day", "hour", "minute", "second"):
        count, left = divmod(left, _SECONDS[unit])
        if parts or count:
            parts.append((count, unit))
    shown = [(count, unit) for count, unit in parts[:2] if count] or [(0, "minute")]
    return " ".join(format_unit(count, f"duration-{unit}", length="long", locale=locale) for count, unit in shown)


def _validate(value: object) -> timedelta:
    if isinstance(value, timedelta):
        return _checked(value, spell_duration(value))
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return parse_duration(str(value))
    raise RefusedError("this is not a length of time", _HOW)


Duration = Annotated[
    timedelta,
    BeforeValidator(_validate),
    PlainSerializer(spell_duration, return_type=str, when_used="json"),
    WithJsonSchema(
        {
            "title": "duration",
            "type": "string",
            "description": "A length of time: 30 min, 2 hours, 1 day 4 hours, 3 дня, 2ч 30м.",
            "examples": ["30 min", "2 hours", "1 day 4 hours", "3 дня"],
        }
    ),
]
