"""A value in a text is written as a reader would say it: a list with commas, money with its sign.

Times are shown in the zone they carry: whoever fills in a text has them in the subscriber's zone by then.
"""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_datetime, get_day_names, get_month_names

from funnels.definition.durations import describe_duration
from funnels.definition.locales import locale_of
from funnels.definition.money import Money, format_money


def spoken(value: object, language: str) -> str:  # noqa: PLR0911  # one return a kind
    """The value as it stands in a text for a reader of the language; nothing for `None`."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(spoken(item, language) for item in value)
    if isinstance(value, AbstractSet):
        return ", ".join(sorted(spoken(item, language) for item in value))
    for kind, speak in _KINDS.items():
        if isinstance(value, kind):
            return speak(value, language)
    return str(value)


def _number(value: float | Decimal, _language: str) -> str:
    return str(int(value)) if value == value // 1 else str(value)


def _moment(value: datetime, language: str) -> str:
    return format_datetime(value, "d MMMM, HH:mm", locale=locale_of(language), tzinfo=value.tzinfo)


def _day(value: date, language: str) -> str:
    return format_date(value, "d MMMM", locale=locale_of(language))


_KINDS: dict[type, Callable[..., str]] = {
    float: _number,
    Decimal: _number,
    Money: format_money,
    timedelta: describe_duration,
    datetime: _moment,
    date: _day,
}
"""Kinds with a way of their own; `datetime` stands before `date`, which it also is."""


_NAMED = re.compile("%[%BbAa]")
"""Directives that are names; `%%` is passed over, lest its second half begin one."""


def spoken_date(value: object, pattern: str, language: str) -> str:
    """The moment by a pattern of `strftime`, its names of days and months in the reader's language.

    A text in ISO form is a moment too; anything else is given back as it is.
    """
    moment = _as_moment(value)
    if moment is None:
        return spoken(value, language)

    def named(directive: re.Match[str]) -> str:
        name = _NAMES.get(directive[0])
        return name(moment, locale_of(language)) if name else directive[0]

    return moment.strftime(_NAMED.sub(named, pattern))


_NAMES: dict[str, Callable[[date, Locale], str]] = {
    "%B": lambda day, locale: get_month_names("wide", "format", locale)[day.month],
    "%b": lambda day, locale: get_month_names("abbreviated", "format", locale)[day.month],
    "%A": lambda day, locale: get_day_names("wide", "format", locale)[day.weekday()],
    "%a": lambda day, locale: get_day_names("abbreviated", "format", locale)[day.weekday()],
}
"""What `strftime` would write in the language of the machine."""


def _as_moment(value: object) -> datetime | date | None:
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) else None
