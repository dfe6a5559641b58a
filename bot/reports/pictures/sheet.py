"""What every picture begins and ends with: the ground, a title, a line below it; 1080 pixels wide for a phone."""

from dataclasses import dataclass, field

from bot.reports.drawing import Anchor, Drawing, zoom_for_chat
from bot.reports.fitting import fit, fit_lines, shrink
from bot.reports.labels import one_line
from bot.reports.palette import PALETTES, Palette
from bot.reports.report import Theme
from bot.reports.typeface import Weight, drawable

WIDTH = 1080
"""What lengths are measured in; a phone shows it at about a third of that."""

MARGIN = 56
ROOM = WIDTH - 2 * MARGIN

_TITLE_SIZE, _TITLE_LINE, _TITLE_LINES = 54, 64, 2
_BELOW_SIZE = 34


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A picture on its way."""

    palette: Palette
    drawing: Drawing = field(default_factory=lambda: Drawing(width=WIDTH))

    def head(self, title: str, below: str) -> float:
        """Write both and return where the rest begins."""
        y = float(MARGIN)
        for line in fit_lines(plain(title, Weight.BOLD), _TITLE_SIZE, Weight.BOLD, ROOM, _TITLE_LINES):
            y += _TITLE_LINE
            self.text(line, x=MARGIN, y=y - 12, size=_TITLE_SIZE, weight=Weight.BOLD)
        below = plain(below, Weight.MEDIUM)
        size = shrink(below, _BELOW_SIZE, Weight.MEDIUM, ROOM)
        self.text(below, x=MARGIN, y=y + 38, size=size, fill=self.palette.quiet)
        return y + 84

    def text(
        self,
        text: str,
        *,
        x: float,
        y: float,
        size: float,
        fill: str = "",
        weight: Weight = Weight.MEDIUM,
        anchor: Anchor = "start",
    ) -> None:
        """Write one line in the ink of the palette unless another is named."""
        self.drawing.text(text, x=x, y=y, size=size, fill=fill or self.palette.ink, weight=weight, anchor=anchor)

    def svg(self, bottom: float) -> str:
        """The picture upon its ground, down to a margin below `bottom`."""
        height = bottom + MARGIN
        ground = Drawing(width=WIDTH)
        ground.box(x=0, y=0, width=WIDTH, height=height, fill=self.palette.ground)
        return Drawing(width=WIDTH, parts=ground.parts + self.drawing.parts).svg(height, zoom_for_chat(WIDTH, height))


def sheet(theme: Theme) -> Sheet:
    """An empty one."""
    return Sheet(palette=PALETTES[theme])


def plain(text: str, weight: Weight) -> str:
    """What of a name can be drawn, in one line."""
    return drawable(one_line(text), weight)


def cut(text: str, size: float, weight: Weight, room: float) -> str:
    """A name in one line that fits its room."""
    return fit(plain(text, weight), size, weight, room)
