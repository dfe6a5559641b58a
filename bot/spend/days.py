"""Days as sheets have them: `2026-03-01`, `01.03.2026`, `1 мар. 2026 г.`, `Mar 1, 2026`; slashes ask the whole file."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from bot.spend.grid import Cell

First = Literal["day", "month"]

_ISO = re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})")
_DOTS = re.compile(r"(?P<day>\d{1,2})[.-](?P<month>\d{1,2})[.-](?P<year>\d{4}|\d{2})")
_SLASHES = re.compile(r"(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>\d{4}|\d{2})")
_WORDS = re.compile(r"(?P<day>\d{1,2}) (?P<name>[a-zа-я]{3,})\.? (?P<year>\d{4})(?: ?г\.?)?")
_AMERICAN = re.compile(r"(?P<name>[a-z]{3,})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})")
_CLOCK = re.compile(r"[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?$")
_MONTHS = {
    name: number
    for names in ("jan feb mar apr may jun jul aug sep oct nov dec", "янв фев мар апр мая июн июл авг сен окт ноя дек")
    for number, name in enumerate(names.split(), start=1)
} | {"май": 5}
_CENTURY = 2000


class TwoWaysError(ValueError):
    """`03/04/2026`: nothing in the file tells which of the two is the month."""


def slashes_begin_with(cells: Iterable[Cell]) -> First | None:
    """What stands first in dates with slashes that belong together; None: nothing tells."""
    found = [match for cell in cells if isinstance(cell, str) if (match := _SLASHES.fullmatch(_plain(cell)))]
    first = any(int(match["one"]) > 12 for match in found)  # noqa: PLR2004  # months
    second = any(int(match["two"]) > 12 for match in found)  # noqa: PLR2004  # months
    return None if first == second else "day" if first else "month"


def day(cell: Cell, first: First | None) -> date:
    """The day in a cell.

    Raises:
        TwoWaysError: `first` is None and it matters.
        ValueError: what stands there is no day.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    words = _plain(cell) if isinstance(cell, str) else ""
    if found := _ISO.fullmatch(words) or _DOTS.fullmatch(words):
        return date(_year(found["year"]), int(found["month"]), int(found["day"]))
    if found := _SLASHES.fullmatch(words):
        one, two = int(found["one"]), int(found["two"])
        if first is None and one != two:
            raise TwoWaysError(words)
        month, number = (one, two) if first == "month" else (two, one)
        return date(_year(found["year"]), month, number)
    if (found := _WORDS.fullmatch(words) or _AMERICAN.fullmatch(words)) and found["name"][:3] in _MONTHS:
        return date(int(found["year"]), _MONTHS[found["name"][:3]], int(found["day"]))
    raise ValueError(str(cell))


def _plain(cell: str) -> str:
    return _CLOCK.sub("", " ".join(cell.casefold().split()))


def _year(written: str) -> int:
    year = int(written)
    return year + _CENTURY if len(written) == 2 else year  # noqa: PLR2004  # `26`
