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
    "sources": About(
        menu={"ru": "источники: что приносят и сколько стоят", "en": "sources: what they bring and what they cost"},
        knobs=frozenset({"period", "by", "again"}),
        takes={
            "ru": "• касание, которому засчитан заказ: <code>первое</code>, <code>последнее</code>, "
            "<code>поровну</code>; <code>кампания</code>: вместе источники одной кампании",
            "en": "• the touch an order is credited to: <code>first</code>, <code>last</code>, <code>linear</code>; "
            "<code>campaign</code>: the sources of a campaign together",
        },
    ),
    "tests": About(
        menu={
            "ru": "тесты: что лучше и можно ли уже судить",
            "en": "tests: which is best, and whether that can be said",
        },
        knobs=frozenset({"period", "by", "again"}),
    ),
}
"""Every report of `bot.reports.REPORTS`, by its name."""
