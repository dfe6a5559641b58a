"""Spend that was read, and what to tell of how it was read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.spend.headings import Meaning
from funnels.analytics.spend import SpendRow

Sources = Callable[[str], str]
"""The source that a name in a sheet or a message stands for."""


def known_sources(names: Iterable[tuple[str, str]]) -> Sources:
    """Sources by their own names and those people gave them, letter by letter, else in any letters.

    `names` are pairs of a name and its source; a name nobody knows is a source itself.
    """
    exact = dict(names)
    folded = {name.casefold(): source for name, source in exact.items()}

    def source(written: str) -> str:
        name = written.strip()
        return exact.get(name) or folded.get(name.casefold()) or name

    return source


@dataclass(frozen=True, kw_only=True)
class Caption:
    """What stands beside `/spend` on a file: what it does not say itself."""

    source: str = ""
    currency: str = ""


@dataclass(frozen=True, kw_only=True)
class Spend:
    """What advertising cost, as a file or a message tells it.

    Attributes:
        rows: a row for each day, source and currency, in this order.
        lines: how many lines of a file they were made of; 0: it was a message.
        columns: the heading of each column that is used.
        unknown: headings of columns that are not.
        left_out: lines that hold totals or remarks.
        renamed: names as they are written, and the sources they stand for, where the two differ.
        rounded: how many amounts had more decimals than their currency.
    """

    rows: tuple[SpendRow, ...]
    lines: int = 0
    columns: tuple[tuple[Meaning, str], ...] = ()
    unknown: tuple[str, ...] = ()
    left_out: tuple[int, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    rounded: int = 0
