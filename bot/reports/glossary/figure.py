"""What is said of a figure: its name, its unit, and in one sentence what it means; in Russian and English."""

from dataclasses import dataclass
from typing import Literal

Unit = Literal["text", "date", "moment", "count", "share", "money", "seconds", "number"]
"""`moment` is in UTC, `share` a fraction 0..1, `money` a `Money` with its currency, `seconds` a length of time."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What stands in one column.

    Attributes:
        unit: what its values are.
        head: its name, by language.
        means: what it is, with its formula, by language; one sentence. Empty for what needs no explanation.
        names: whether its values say who somebody is.
    """

    unit: Unit
    head: dict[str, str]
    means: dict[str, str]
    names: bool = False


def figure(unit: Unit, ru: str, en: str, *, means_ru: str = "", means_en: str = "", names: bool = False) -> Figure:
    return Figure(unit=unit, head={"ru": ru, "en": en}, means={"ru": means_ru, "en": means_en}, names=names)
