"""Numbers as sheets have them: `1 234,50`, `1,234.50`, `15000 ₽`, `—`; the file as a whole tells what a mark means."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from bot.spend.grid import Cell
from funnels.definition.money import currency_named

Mark = Literal[".", ","]

NOTHING = ("", "-", "--", "—", "–")
"""What stands for no number: nothing was spent, shown or pressed."""

_SPACES = re.compile(r"[\s\u00a0\u2009\u202f']")
_PARTS = re.compile(r"(?P<before>[^\d.,+−-]*)(?P<number>[+−-]?[\d.,]+)(?P<after>[^\d,+−-]*)")
_FORMS = {
    ".": re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?"),
    ",": re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?"),
}


class TwoWaysError(ValueError):
    """The number can be read with thousands or with decimals, and nothing else in the file tells which."""


def decimal_mark(cells: Iterable[Cell]) -> Mark | None:
    """What separates decimals in numbers that belong together; None: nothing tells."""
    votes = {mark for cell in cells if isinstance(cell, str) if (mark := _vote(_bare(cell)[0]))}
    return votes.pop() if len(votes) == 1 else None


def number(cell: Cell, mark: Mark | None) -> Decimal | None:
    """The number in a cell; None where there is none.

    Raises:
        TwoWaysError: `mark` is None and it matters.
        ValueError: what stands there is no number.
    """
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise ValueError(str(cell))  # noqa: TRY004  # a cell of another kind is a cell that holds no number
    if not isinstance(cell, str):
        return Decimal(repr(cell))
    digits, _ = _bare(cell)
    if digits in NOTHING:
        return None
    if not any(form.fullmatch(digits) for form in _FORMS.values()):
        raise ValueError(cell)
    own = mark or _vote(digits)
    if own is None and re.search(r"[.,]", digits):
        raise TwoWaysError(cell)
    own = own or "."
    if not _FORMS[own].fullmatch(digits):
        raise ValueError(cell)
    thousands = "," if own == "." else "."
    return Decimal(digits.replace(thousands, "").replace(own, "."))


def currency_in(cell: Cell) -> str:
    """The currency that stands beside the number; empty: none, or none of that name."""
    return _bare(cell)[1] if isinstance(cell, str) else ""


def _bare(cell: str) -> tuple[str, str]:
    """The digits of a cell with their marks, and the currency beside them; the cell as it is where it is no number."""
    plain = _SPACES.sub("", cell)
    found = _PARTS.fullmatch(plain)
    if found is None:
        return plain, ""
    unit = found["before"] + found["after"]
    currency = currency_named(unit) if unit else ""
    if unit and not currency:
        return plain, ""
    return found["number"].replace("−", "-"), currency or ""


def _vote(digits: str) -> Mark | None:
    """What separates the decimals of this number, if it shows by itself."""
    marks = re.findall(r"[.,]", digits)
    if not marks:
        return None
    last: Mark = "." if marks[-1] == "." else ","
    other: Mark = "," if last == "." else "."
    if other in marks:
        return last
    if len(marks) > 1:
        return other  # the same mark twice separates thousands
    whole, _, decimals = digits.lstrip("+-").partition(last)
    thousands = len(decimals) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")  # noqa: PLR2004  # a group
    return None if thousands else last
