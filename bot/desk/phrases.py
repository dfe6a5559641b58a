"""The words a question may be asked in, Russian and English, each as what it says; the longest phrase counts first."""

from collections.abc import Iterable, Mapping
from typing import Any

from funnels.analytics.question import Slice

_SLICES: Mapping[Slice, tuple[str, ...]] = {
    "source": ("source", "sources", "источник", "источнику", "источники", "источникам"),
    "campaign": ("campaign", "campaigns", "кампания", "кампании", "кампаниям"),
    "variant": ("variant", "variants", "вариант", "варианту", "варианты", "вариантам"),
    "product": ("product", "products", "товар", "товару", "товары", "товарам", "продукт", "продукту", "продуктам"),
    "segment": ("segment", "segments", "сегмент", "сегменту", "сегменты", "сегментам"),
    "newness": ("newness", "new", "новизна", "новизне", "новые"),
    "version": ("version", "versions", "версия", "версии", "версиям"),
    "manager": ("manager", "managers", "менеджер", "менеджеру", "менеджеры", "менеджерам"),
    "language": ("language", "languages", "язык", "языку", "языки", "языкам"),
    "weekday": ("weekday", "weekdays", "день недели", "дню недели", "дни недели", "дням недели"),
    "hour": ("hour", "hours", "час", "часу", "часы", "часам"),
}

KEYS: Mapping[str, Slice] = {name: slice_ for slice_, names in _SLICES.items() for name in names if " " not in name}
"""What stands before `=` where journeys of one value are asked for."""

FROM = ("from", "from stage", "от", "от этапа", "с этапа")
"""What stands before the stage that conversions are counted from."""

FILLERS = frozenset(
    {"period", "for", "last", "days", "day", "период", "за", "последние", "день", "дня", "дней", "дни", "дн"}
)
"""What people say around a number of days."""


def plain(word: str) -> str:
    """The word as phrases are written."""
    return word.casefold().replace("ё", "е")


def _said(settings: dict[str, Any], *phrases: str) -> Iterable[tuple[tuple[str, ...], dict[str, Any]]]:
    return ((tuple(phrase.split()), settings) for phrase in phrases)


PHRASES: Mapping[tuple[str, ...], Mapping[str, Any]] = {
    **dict(_said({"by": "contact"}, "contact", "by contact", "contact date", "by contact date")),
    **dict(_said({"by": "contact"}, "контакт", "по контакту", "по дате контакта", "по первому контакту")),
    **dict(_said({"by": "calendar"}, "calendar", "by calendar", "calendar date", "by calendar date")),
    **dict(_said({"by": "calendar"}, "календарь", "по календарю", "по дате события", "по дате событий")),
    **dict(_said({"by": "calendar"}, "по календарной дате")),
    **dict(_said({"again": True}, "again", "all journeys", "повторно", "повторные", "с повторными", "все прохождения")),
    **dict(_said({"compare": True}, "compare", "compared", "сравнить", "сравни", "сравнение", "с прошлым")),
    **dict(_said({"compare": True}, "с прошлым периодом", "с предыдущим", "с предыдущим периодом")),
    **{
        phrase: settings
        for slice_, names in _SLICES.items()
        for name in names
        for phrase, settings in _said({"split": slice_}, name, f"by {name}", f"по {name}")
    },
}
"""Words in a row, and the attributes of `Question` they settle."""

LONGEST = max(len(phrase) for phrase in PHRASES)
