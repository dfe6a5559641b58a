"""What stands on a card, line under line, each fitted into the card's width; so a card knows its height.

Lengths are pixels, from the card's own left upper corner.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.reports.drawing import Drawing
from bot.reports.fitting import fit, fit_lines
from bot.reports.labels import one_line
from bot.reports.map_picture.ways import Routed, Way
from bot.reports.typeface import HALF_CAPITAL, Weight, drawable, width
from funnels.map.colours import COLOURS, INK, LINE, PAPER, QUIET
from funnels.map.graph import Card, FollowUpMark
from funnels.steps.base import Kind

WIDTH = 470.0
HEAD = 27.0
"""How far below its top an arrow comes into a card: at the line of its number."""

_PAD, _CORNER, _STRIP = 20.0, 14.0, 8.0
_LEFT, _RIGHT = _STRIP + _PAD, WIDTH - _PAD
_ROOM = _RIGHT - _LEFT
_CAPTION_SIZE, _CAPTION_LINE, _CAPTION_LINES = 20.0, 27.0, 3
_SMALL_SIZE, _SMALL_LINE = 17.0, 27.0
_WAY_LINE, _CHIP, _CHIP_PAD, _GAP = 42.0, 32.0, 14.0, 12.0

SIGNS: dict[Kind, str] = {
    "says": "💬",
    "asks": "❓",
    "sells": "💰",
    "waits": "⏳",
    "decides": "🔀",
    "staff": "👤",
    "notes": "🏷",
}


@dataclass(frozen=True, kw_only=True)
class Face:
    """A card ready to be drawn."""

    card: Card
    caption: Sequence[str]
    details: Sequence[str]
    ways: Sequence[Way]

    @classmethod
    def of(cls, routed: Routed) -> "Face":
        """The face of a card whose ways are known."""
        card = routed.card
        return cls(
            card=card,
            caption=fit_lines(shown(card.caption), _CAPTION_SIZE, Weight.MEDIUM, _ROOM, _CAPTION_LINES),
            details=[fit(shown(detail), _SMALL_SIZE, Weight.MEDIUM, _ROOM) for detail in card.details],
            ways=routed.ways,
        )

    @property
    def _ways_top(self) -> float:
        texts = _CAPTION_LINE * len(self.caption) + _SMALL_LINE * (len(self.details) + len(self.card.follow_ups))
        return 52 + texts + (8 if self.ways else 0)

    @property
    def height(self) -> float:
        return self._ways_top + _WAY_LINE * len(self.ways) + 12

    @property
    def ports(self) -> Mapping[int, float]:
        """How far below the top the middle of each way's line is, by the way's number."""
        return {number: self._ways_top + _WAY_LINE * (number + 0.5) for number in range(len(self.ways))}

    def draw(self, drawing: Drawing, x: float, y: float) -> None:
        ink = COLOURS[self.card.kind].ink
        drawing.box(x=x, y=y, width=WIDTH, height=self.height, fill=ink, radius=_CORNER)
        inner = {"width": WIDTH - _STRIP - 2, "height": self.height - 4, "radius": _CORNER - 3}
        drawing.box(x=x + _STRIP, y=y + 2, fill=PAPER, **inner)
        self._head(drawing, x, y, ink)
        below = y + 52
        for line in self.caption:
            drawing.text(line, x=x + _LEFT, y=below + 20, size=_CAPTION_SIZE, fill=INK)
            below += _CAPTION_LINE
        for line in self.details:
            drawing.text(line, x=x + _LEFT, y=below + 19, size=_SMALL_SIZE, fill=QUIET)
            below += _SMALL_LINE
        for follow_up in self.card.follow_ups:
            _follow_up(drawing, follow_up, x + _LEFT, below + 19)
            below += _SMALL_LINE
        for number, port in self.ports.items():
            self._way(drawing, self.ways[number], x, y + port)

    def _head(self, drawing: Drawing, x: float, y: float, ink: str) -> None:
        number, size = str(self.card.number), 17.0
        badge = width(number, size, Weight.BOLD) + 16
        drawing.box(x=x + _LEFT, y=y + HEAD - 13, width=badge, height=26, fill=ink, radius=8)
        middle = y + HEAD + HALF_CAPITAL * size
        drawing.text(
            number, x=x + _LEFT + badge / 2, y=middle, size=size, fill=PAPER, weight=Weight.BOLD, anchor="middle"
        )
        left = x + _LEFT + badge + 10
        verb = fit(shown(self.card.verb), size, Weight.BOLD, _ROOM / 2)
        drawing.text(verb, x=left, y=middle, size=size, fill=ink, weight=Weight.BOLD)
        left += width(verb, size, Weight.BOLD) + 10
        if self.card.id:
            name = fit(self.card.id, size, Weight.MEDIUM, x + _RIGHT - 32 - left)
            drawing.text(name, x=left, y=middle, size=size, fill=QUIET)
        drawing.text(SIGNS[self.card.kind], x=x + _RIGHT, y=middle + 2, size=20, fill=ink, anchor="end")

    def _way(self, drawing: Drawing, way: Way, x: float, middle: float) -> None:
        """One way on: its words at the left, where it leads at the right."""
        letters = middle + HALF_CAPITAL * _SMALL_SIZE
        room = _ROOM - self._led(drawing, way, x, middle)
        if way.is_button:
            words = fit(shown(way.words), _SMALL_SIZE, Weight.MEDIUM, room - 2 * _CHIP_PAD)
            wide = width(words, _SMALL_SIZE, Weight.MEDIUM) + 2 * _CHIP_PAD
            drawing.box(x=x + _LEFT, y=middle - _CHIP / 2, width=wide, height=_CHIP, fill=LINE, radius=10)
            ground = {"width": wide - 3, "height": _CHIP - 3, "radius": 8.5}
            drawing.box(x=x + _LEFT + 1.5, y=middle - _CHIP / 2 + 1.5, fill=PAPER, **ground)
            drawing.text(words, x=x + _LEFT + _CHIP_PAD, y=letters, size=_SMALL_SIZE, fill=INK)
        else:
            words = fit(shown(way.words), _SMALL_SIZE, Weight.BOLD, room)
            drawing.text(words, x=x + _LEFT, y=letters, size=_SMALL_SIZE, fill=INK, weight=Weight.BOLD)

    def _led(self, drawing: Drawing, way: Way, x: float, middle: float) -> float:
        """Draw the mark of where a way leads, and return the room it takes."""
        letters = middle + HALF_CAPITAL * _SMALL_SIZE
        match way.leads:
            case "tag":
                tag = fit(shown(way.tag), _SMALL_SIZE, Weight.BOLD, _ROOM / 2)
                wide = width(tag, _SMALL_SIZE, Weight.BOLD) + 20
                ground = COLOURS[self.card.kind].ground
                drawing.box(x=x + _RIGHT - wide, y=middle - 14, width=wide, height=28, fill=ground, radius=14)
                right = x + _RIGHT - 10
                drawing.text(tag, x=right, y=letters, size=_SMALL_SIZE, fill=INK, weight=Weight.BOLD, anchor="end")
                return wide + _GAP
            case "down" | "branch":
                sign = "↓" if way.leads == "down" else "→"
                drawing.text(
                    sign, x=x + _RIGHT, y=letters, size=_SMALL_SIZE, fill=QUIET, weight=Weight.BOLD, anchor="end"
                )
                return 20 + _GAP
            case _:
                return 0


def shown(text: str) -> str:
    """The text in one line, of signs the bundled fonts have."""
    return drawable(one_line(text), Weight.MEDIUM)


def _follow_up(drawing: Drawing, follow_up: FollowUpMark, x: float, y: float) -> None:
    time = f"⏱ {shown(follow_up.time)}"
    drawing.text(time, x=x, y=y, size=_SMALL_SIZE, fill=INK, weight=Weight.BOLD)
    left = width(time, _SMALL_SIZE, Weight.BOLD) + 10
    words = fit(shown(follow_up.words), _SMALL_SIZE, Weight.MEDIUM, _ROOM - left)
    drawing.text(words, x=x + left, y=y, size=_SMALL_SIZE, fill=QUIET)
