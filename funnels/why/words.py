"""A line of a story in words."""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo

from babel.dates import format_datetime

from funnels.why.story import Line
from funnels.why.words_ahead import AHEAD
from funnels.why.words_past import PAST

WORDS: Mapping[str, Mapping[str, str]] = {**PAST, **AHEAD}
"""By what a line says."""

_PLACE = re.compile(r"\{(?P<before>[^\w{}]*)(?P<name>[a-z]+)(?P<after>[^\w{}]*)\}")


_MOST = 3
"""Names that are shown of a list."""

_QUOTES = {"ru": "«{}»", "en": "“{}”"}


def say(line: Line, language: str, zone: tzinfo) -> str:
    """The line in `ru` or `en` without its moment; other moments are on the clock of the zone.

    A fact that only a newer release has words for is called by its name.
    """

    def fill(place: re.Match[str]) -> str:
        value = line.values.get(place["name"], "")
        if isinstance(value, datetime):
            value = format_datetime(value.astimezone(zone), "d MMM HH:mm", locale=language)
        elif isinstance(value, tuple):
            value = _listed(value, language)
        return f"{place['before']}{value}{place['after']}" if value != "" else ""

    return _PLACE.sub(fill, WORDS.get(line.what, {}).get(language, line.what))


def _listed(names: tuple[str, ...], language: str) -> str:
    shown = ", ".join(_QUOTES[language].format(name) for name in names[:_MOST])
    return f"{shown} +{len(names) - _MOST}" if len(names) > _MOST else shown
