"""What the desk knows of each report: how the menu calls it, and what of a question it heeds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Knob = Literal["period", "by", "compare", "slices", "stages", "again"]
"""What buttons of a report can change."""

_PERIOD: frozenset[Knob] = frozenset({"period"})
_USUAL: frozenset[Knob] = frozenset({"period", "by", "slices"})
_ALL: frozenset[Knob] = frozenset({"period", "by", "compare", "slices", "stages", "again"})


@dataclass(frozen=True, kw_only=True)
class About:
    """A report as the desk sees it.

    Attributes:
        menu: what it is, in the menu of commands, by language.
        knobs: what of the question changes it.
        takes: words of its own that it understands, by language; empty: it has none.
    """

    menu: Mapping[str, str]
    knobs: frozenset[Knob] = _USUAL
    takes: Mapping[str, str] | None = None


ABOUT: dict[str, About] = {
    "stats": About(
        menu={"ru": "конверсия по этапам и шагам", "en": "conversion of each stage and step"},
        knobs=_ALL,
    ),
    "tests": About(
        menu={
            "ru": "тесты: что лучше и можно ли уже судить",
            "en": "tests: which is best, and whether that can be said",
        },
        knobs=frozenset({"period", "by", "again"}),
    ),
    "steps": About(
        menu={
            "ru": "сообщения: что с ними стало и какие хуже всех",
            "en": "messages: what became of them, and which are the worst",
        },
        knobs=frozenset({"period", "by", "again"}),
    ),
}
"""Every report of `bot.reports.REPORTS`, by its name."""
