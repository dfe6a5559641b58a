"""Marks: how many people became a lead, MQL, SQL or a sale, and how long that took them from the mark before.

A mark counts once a journey, at its first moment.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from typing import Literal, get_args

Mark = Literal["lead", "mql", "sql", "sale"]
"""In the order in which people go through them."""

MARKS: tuple[Mark, ...] = get_args(Mark)

LEADS: tuple[Mark, ...] = ("lead", "mql", "sql")
"""Whoever has one of these is a lead: a funnel may begin with any of them."""

Point = Mark | Literal["start"]

Lengths = Mapping[timedelta, int]
"""How many journeys took how long."""


@dataclass(frozen=True, kw_only=True)
class MarkFigures:
    """One mark.

    Attributes:
        count: journeys that have it.
        after: the mark before it, or the start.
        median: half of the journeys that have both took no longer from that one to this; None: there are none.
    """

    mark: Mark
    count: int
    after: Point
    median: timedelta | None


def pairs(found: Collection[Mark]) -> list[tuple[Point, Mark]]:
    """Each mark that was found, in their order, and the one before it."""
    present = [mark for mark in MARKS if mark in found]
    before: list[Point] = ["start", *present]
    return list(zip(before, present, strict=False))


def median(lengths: Lengths) -> timedelta | None:
    """The length in the middle, or half the way between the two in the middle."""
    ordered = sorted(lengths)
    upto = list(accumulate(lengths[length] for length in ordered))
    whole = upto[-1] if upto else 0
    if not whole:
        return None
    low, high = (
        next(length for length, count in zip(ordered, upto, strict=True) if count > place)
        for place in ((whole - 1) // 2, whole // 2)
    )
    return (low + high) / 2
