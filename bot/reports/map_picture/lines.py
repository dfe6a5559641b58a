"""The lines between cards: down to the next one, out to a branch and back, and round by the left for near jumps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.reports.map_picture.face import HEAD, WIDTH
from bot.reports.map_picture.jumps import Jump
from bot.reports.map_picture.layout import FOOT, Placed

LANE = 22.0
"""Between two jumps that pass each other."""

_OUT, _STEP, _BACK = 48.0, 10.0, 74.0
"""How far right of a column lines go down to its branches, a step less for each lower one, and come back from them."""

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Line:
    """From point to point, each level with or upright over the one before.

    One that arrives has a head at its end; one that crosses lies over the others, and they seem to pass under it.
    """

    points: tuple[Point, ...]
    arrives: bool = True
    crosses: bool = False


def lines_of(cards: Sequence[Placed], end: float | None) -> Iterator[Line]:
    """Every line of one list of cards and of the lists inside; `end` is the height its last line goes down to.

    A list inside a step has no such end: its line goes back to the step's column.
    """
    for card, following in zip(cards, (*cards[1:], None), strict=True):
        yield from _branches(card)
        below = following.y if following else end
        if below is not None and card.routed.flows:
            yield Line(points=((card.centre, card.outlet), (card.centre, below)), arrives=following is not None)


def _branches(card: Placed) -> Iterator[Line]:
    right = card.x + WIDTH
    for place, (number, inner) in enumerate(card.branches):
        port, entry = card.port(number), inner[0].y + HEAD
        turn = right + max(_OUT - place * _STEP, _STEP)
        turns = ((turn, port), (turn, entry)) if port != entry else ()
        yield Line(points=((right, port), *turns, (inner[0].x, entry)), crosses=True)
        yield from lines_of(inner, None)
        last = inner[-1]
        if last.routed.flows:
            back = right + _BACK
            under = last.bottom + FOOT if place + 1 < len(card.branches) else card.bottom
            turns = ((back, under), (back, card.bottom)) if under != card.bottom else ()
            start = (last.centre, last.outlet)
            yield Line(points=(start, (last.centre, under), *turns, (card.centre, card.bottom)), arrives=False)


def lines_of_jumps(cards: Sequence[Placed], jumps: Sequence[Jump]) -> Iterator[Line]:
    """The jumps inside a stage: out at the left, along their lane, and in at the head of the card they lead to."""
    for jump in jumps:
        source, target = cards[jump.source], cards[jump.target]
        lane = source.x - (jump.lane + 1) * LANE
        port, entry = source.port(jump.way), target.y + HEAD
        yield Line(points=((source.x, port), (lane, port), (lane, entry), (target.x, entry)))
