"""SVG written by hand, in few shapes: every text is escaped and names the font that has its signs."""

from dataclasses import dataclass, field
from math import sqrt
from typing import Literal
from xml.sax.saxutils import escape

from bot.reports.typeface import LETTERS_FAMILY, Weight, runs

Anchor = Literal["start", "middle", "end"]

_PIXELS = 750_000
"""What is drawn and packed in about a tenth of a second: time goes by pixels."""

_NARROWEST = 700
"""Pixels across: what is small is still read on a phone, however long the picture is."""


@dataclass(kw_only=True)
class Drawing:
    """Shapes in the order they are laid down, the later over the earlier; lengths are pixels."""

    width: int
    parts: list[str] = field(default_factory=list)

    def box(self, *, x: float, y: float, width: float, height: float, fill: str, radius: float = 0) -> None:
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{radius:.1f}" fill="{fill}"/>'
        )

    def hollow(self, *, x: float, y: float, width: float, height: float, line: str, radius: float) -> None:
        """Outline a place where nothing is."""
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{radius:.1f}"'
            f' fill="none" stroke="{line}" stroke-width="3" stroke-dasharray="10 8"/>'
        )

    def polygon(self, points: list[tuple[float, float]], *, fill: str, swell: float = 0) -> None:
        """Fill a shape, grown by `swell` on every side, which makes its corners that round."""
        placed = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        grown = f' stroke="{fill}" stroke-width="{2 * swell:.1f}" stroke-linejoin="round"' if swell else ""
        self.parts.append(f'<polygon points="{placed}" fill="{fill}"{grown}/>')

    def dot(self, *, x: float, y: float, radius: float, fill: str) -> None:
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}"/>')

    def line(self, points: list[tuple[float, float]], *, colour: str, rim: str, thick: float, bend: float) -> None:
        """Draw a line from point to point, its corners rounded; by a rim in the ground's colour it lies over others."""
        way = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
        for before, corner, after in zip(points, points[1:], points[2:], strict=False):
            (x1, y1), (x2, y2) = (_towards(corner, end, bend) for end in (before, after))
            way += f"L{x1:.1f} {y1:.1f}Q{corner[0]:.1f} {corner[1]:.1f} {x2:.1f} {y2:.1f}"
        way += f"L{points[-1][0]:.1f} {points[-1][1]:.1f}"
        for stroke, wide in ((rim, 4 * thick), (colour, thick)) if rim else ((colour, thick),):
            self.parts.append(f'<path d="{way}" fill="none" stroke="{stroke}" stroke-width="{wide:.1f}"/>')

    def slice(self, *, cut: float, y: float, width: float, height: float, fill: str, radius: float) -> None:
        """Fill what is left of a centred rounded box when `cut` is taken off both its sides.

        The slice follows the corners it still has, so slices laid over one another keep the box's outline.
        """
        left, right = (self.width - width) / 2 + cut, (self.width + width) / 2 - cut
        bend = max(radius - cut, 0)
        drop = radius - sqrt(max(radius**2 - bend**2, 0))  # a float's last digit may make it less than nothing
        arc = f"A{radius:.1f} {radius:.1f} 0 0 1"
        top, bottom = y + drop, y + height - drop
        self.parts.append(
            f'<path d="M{left:.1f} {top:.1f}{arc} {left + bend:.1f} {y:.1f}H{right - bend:.1f}'
            f"{arc} {right:.1f} {top:.1f}V{bottom:.1f}{arc} {right - bend:.1f} {y + height:.1f}"
            f'H{left + bend:.1f}{arc} {left:.1f} {bottom:.1f}Z" fill="{fill}"/>'
        )

    def text(
        self,
        text: str,
        *,
        x: float,
        y: float,
        size: float,
        fill: str,
        weight: Weight = Weight.MEDIUM,
        anchor: Anchor = "start",
    ) -> None:
        """Write one line; `y` is the line the letters stand on."""
        spans = "".join(
            escape(part) if family == LETTERS_FAMILY else f'<tspan font-family="{family}">{escape(part)}</tspan>'
            for family, part in runs(text, weight)
        )
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}" font-weight="{weight.value}"'
            f' text-anchor="{anchor}" fill="{fill}">{spans}</text>'
        )

    def svg(self, height: float, zoom: float = 1) -> str:
        """Return the whole picture, as high as told; the pixels of it are `zoom` times as many either way."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{zoom * self.width:.0f}" height="{zoom * height:.0f}"'
            f' viewBox="0 0 {self.width} {height:.0f}" preserveAspectRatio="none" font-family="{LETTERS_FAMILY}">'
            f"{''.join(self.parts)}</svg>"
        )


def zoom_for_chat(width: float, height: float) -> float:
    """How a picture is zoomed for a chat: the longer it is the more, but to no less than can be read."""
    return min(max(sqrt(_PIXELS / (width * height)), _NARROWEST / width), 1)


def _towards(corner: tuple[float, float], end: tuple[float, float], far: float) -> tuple[float, float]:
    """The point so far from the corner on the way to the end, at most half the way."""
    (x, y), (end_x, end_y) = corner, end
    length = max(abs(end_x - x), abs(end_y - y))
    part = min(far / length, 0.5) if length else 0
    return x + part * (end_x - x), y + part * (end_y - y)
