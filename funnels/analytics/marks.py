"""Marks: how many people became a lead, MQL, SQL or a sale, and how long that took them from the mark before.

A mark counts once a journey, at its first moment.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, get_args

Mark = Literal["lead", "mql", "sql", "sale"]
"""In the order in which people go through them."""

MARKS: tuple[Mark, ...] = get_args(Mark)

LEADS: tuple[Mark, ...] = ("lead", "mql", "sql")
"""Whoever has one of these is a lead: a funnel may begin with any of them."""

Point = Mark | Literal["start"]


@dataclass(frozen=True, kw_only=True)
class MarkFigures:
    """One mark.

    Attributes:
        count: journeys that have it.
        after: the mark before it, or the start.
        median: half of the journeys that have both took no longer from that one to this, 2 % off at most; None: there
            are none, or it is not kept.
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
