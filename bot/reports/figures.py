"""Numbers as a reader of the language writes them; a share is never rounded up to all or down to nobody."""

from datetime import datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from math import floor

from babel import Locale
from babel.dates import format_datetime
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

UNDEFINED = "—"
"""What stands where a figure has no meaning."""

_SHOWN = Decimal("0.001")
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60
_NO_BREAK = "\N{NO-BREAK SPACE}"


def count(number: int, language: str) -> str:
    """Return `1 234 567` in Russian, `1,234,567` in English; the spaces do not break."""
    return format_decimal(number, locale=language)


def percent(share: float | None, language: str) -> str:
    """Return a share 0..1 with one decimal, halves up: `52,0 %` in Russian, `52.0%` in English.

    Somebody is never shown as `0.0%`, nor somebody missing as `100.0%`: those are `<0.1%` and `>99.9%`.
    """
    if share is None:
        return UNDEFINED
    shown = Decimal(repr(share)).quantize(_SHOWN, ROUND_HALF_UP)
    if shown == 0 < share:
        return "<" + _percent(_SHOWN, language)
    if share < 1 == shown:
        return ">" + _percent(1 - _SHOWN, language)
    return _percent(shown, language)


def duration(seconds: float | None, language: str) -> str:
    """Return a length of time in its two largest units, rounded: `1 дн. 4 ч`, `5 min 30 sec`."""
    if seconds is None:
        return UNDEFINED
    left = _round_to(seconds, _HOUR if seconds >= _DAY else _MINUTE if seconds >= _HOUR else 1)
    parts = []
    for unit, size in (("day", _DAY), ("hour", _HOUR), ("minute", _MINUTE), ("second", 1)):
        amount, left = divmod(left, size)
        if amount:
            parts.append(_unit(amount, unit, language))
    return _NO_BREAK.join(parts) or _unit(0, "second", language)


def moment(at: datetime, zone: tzinfo, language: str) -> str:
    """Return `2 мар. 15:00`, `2 Mar 15:00`, on the clock of the zone."""
    return format_datetime(at.astimezone(zone), "d MMM HH:mm", locale=language)


def _round_to(seconds: float, size: int) -> int:
    return floor(seconds / size + 0.5) * size


def _unit(amount: int, unit: str, language: str) -> str:
    return format_unit(amount, f"duration-{unit}", length="short", locale=language).replace(" ", _NO_BREAK)


def _percent(share: Decimal, language: str) -> str:
    return format_percent(share, format=_percent_pattern(language), locale=language)


@cache
def _percent_pattern(language: str) -> str:
    return str(Locale.parse(language).percent_formats[None].pattern).replace("##0", "##0.0")
