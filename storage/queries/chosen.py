"""Some of very many rows, spread evenly over all of them: those of which a number divides the number they have."""

from math import ceil
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, type_coerce


def step_for(rows: int, most: int) -> int:
    """The number with which about `most` are chosen of so many rows: 1, and so all of them, where there are no more.

    It is no multiple of 2 or 5: moments may be whole seconds, and people may come in some order.
    """
    step = max(ceil(rows / most), 1)
    while step % 2 == 0 or step % 5 == 0:
        step += 1
    return step


def chosen(number: ColumnElement[Any], step: int) -> ColumnElement[bool]:
    """The rows whose number (an id, or a moment in `micros`) the step divides."""
    return type_coerce(number, BigInteger) % step == 0
