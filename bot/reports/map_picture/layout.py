"""Where every card stands: the main line runs straight down, a branch stands to the right of its step.

A card and all its branches take a block of their own, as high as the higher of the two, and the next card
stands below the block: nothing can lie over anything. Lengths are pixels.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.reports.map_picture.face import HEAD, WIDTH, Face
from bot.reports.map_picture.ways import Routed

GUTTER = 110.0
"""Between two columns; the lines of branches run in it."""

GAP = 44.0
"""Between two cards of a column."""

FOOT = 22.0
"""How far under a branch its line goes back to the column it came from."""


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A card in its place, and the branches beside it."""

    routed: Routed
    face: Face
    column: int
    x: float
    y: float
    """Where its left upper corner is."""
    branches: "Sequence[tuple[int, Sequence[Placed]]]"
    """Each with the number of the way that leads into it."""

    @property
    def foot(self) -> float:
        """Where the card itself ends."""
        return self.y + self.face.height

    @property
    def bottom(self) -> float:
        """Where its block ends: at the line by which its branches come back."""
        return max([self.foot, *(cards[-1].bottom for _, cards in self.branches)]) + (FOOT if self.branches else 0)

    @property
    def centre(self) -> float:
        return self.x + WIDTH / 2

    def port(self, way: int) -> float:
        """The height at which a way leaves the card."""
        return self.y + self.face.ports[way]

    @property
    def outlet(self) -> float:
        """Where the line begins by which people leave its block, at its centre."""
        return self.foot if self.routed.goes_down else self.bottom

    def all(self) -> "Iterator[Placed]":
        """It and every card inside it."""
        yield self
        for _, cards in self.branches:
            for card in cards:
                yield from card.all()


def stand(cards: Sequence[Routed], *, x: float, y: float, column: int = 0) -> tuple[Placed, ...]:
    """Put the cards of one list under each other, the first one's top at `y`."""
    placed: list[Placed] = []
    for routed in cards:
        placed.append(_block(routed, x=x, y=y, column=column))
        y = placed[-1].bottom + GAP
    return tuple(placed)


def _block(routed: Routed, *, x: float, y: float, column: int) -> Placed:
    face = Face.of(routed)
    top = y
    branches: list[tuple[int, Sequence[Placed]]] = []
    for number, way in enumerate(routed.ways):
        if way.leads == "branch":
            top = max(top, y + face.ports[number] - HEAD)
            inner = stand(routed.branches[way.exit], x=x + WIDTH + GUTTER, y=top, column=column + 1)
            branches.append((number, inner))
            top = inner[-1].bottom + GAP
    return Placed(routed=routed, face=face, column=column, x=x, y=y, branches=branches)
