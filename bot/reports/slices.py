"""Slices and their values as people read them."""

from collections.abc import Mapping

from babel import Locale

from bot.reports.labels import clip
from funnels.analytics.question import Cell, Slice

SLICE_NAMES: dict[str, Mapping[Slice, str]] = {
    "ru": {
        "source": "источник",
        "campaign": "кампания",
        "variant": "вариант",
        "product": "товар",
        "segment": "сегмент",
        "newness": "новизна",
        "version": "версия",
        "manager": "менеджер",
        "language": "язык",
        "weekday": "день недели",
        "hour": "час",
    },
    "en": {
        "source": "source",
        "campaign": "campaign",
        "variant": "variant",
        "product": "product",
        "segment": "segment",
        "newness": "newness",
        "version": "version",
        "manager": "manager",
        "language": "language",
        "weekday": "weekday",
        "hour": "hour",
    },
}
_NEWNESS = {
    "ru": {"new": "новые", "returning": "вернувшиеся"},
    "en": {"new": "new", "returning": "returning"},
}
_NOTHING = {"ru": "без метки", "en": "none"}
_LONGEST = 40


def value_name(cell: Cell, language: str) -> str:
    """A value as people read it: `Monday`, `14:00`, `new`; itself where it says enough."""
    value = cell.value
    if cell.slice == "newness":
        return _NEWNESS[language].get(value, value)
    if cell.slice == "weekday" and value.isdecimal():
        return str(Locale.parse(language).days["stand-alone"]["wide"][(int(value) - 1) % 7])
    if cell.slice == "hour" and value.isdecimal():
        return f"{int(value):02}:00"
    return clip(value, _LONGEST) or _NOTHING[language]


def cell_name(cell: Cell, language: str) -> str:
    """The slice and its value: `source: vk-march`."""
    return f"{SLICE_NAMES[language][cell.slice]}: {value_name(cell, language)}"
