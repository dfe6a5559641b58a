"""A share from day to day or week to week, with its interval as a band, and what it is compared with as a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from bot.reports.drawing import Anchor
from bot.reports.figures import percent
from bot.reports.pictures.scale import round_up
from bot.reports.pictures.sheet import MARGIN, ROOM, Sheet, cut, sheet
from bot.reports.report import Theme
from bot.reports.typeface import Weight, width

_HEIGHT = 520
_AXIS_SIZE = 28
_MARK = 9
_LINES = 4
_STAMP = 32
"""Room for the time that a chat writes upon the lower right corner of a photo."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """One day or week; `share` is None where nobody came, else between `low` and `high`."""

    label: str
    share: float | None
    low: float = 0
    high: float = 0


@dataclass(frozen=True, kw_only=True)
class Trend:
    """The whole of it; `baseline` is a share to compare with, named `baseline_name`, or None."""

    title: str
    below: str
    points: tuple[Point, ...]
    baseline: float | None
    baseline_name: str


def trend_svg(data: Trend, language: str, theme: Theme) -> str:
    """Return the picture as SVG."""
    drawn = sheet(theme)
    top = drawn.head(data.title, data.below) + 64
    _Plot(drawn, data, language, top).draw()
    return drawn.svg(top + _HEIGHT + 56 + _STAMP)


class _Plot:
    def __init__(self, drawn: Sheet, data: Trend, language: str, top: float) -> None:
        self._sheet = drawn
        self._data = data
        self._language = language
        self._top = top
        known = [point.high for point in data.points if point.share is not None]
        self._most = round_up(max([*known, data.baseline or 0]))
        ticks = [percent(self._most * line / _LINES, language) for line in range(_LINES + 1)]
        self._left = MARGIN + max(width(tick, _AXIS_SIZE, Weight.MEDIUM) for tick in ticks) + 20
        self._right = MARGIN + ROOM
        self._ticks = ticks

    def draw(self) -> None:
        palette, drawing = self._sheet.palette, self._sheet.drawing
        for line, tick in enumerate(self._ticks):
            y = self._y(self._most * line / _LINES)
            drawing.box(x=self._left, y=y - 1, width=self._right - self._left, height=2, fill=palette.hairline)
            self._sheet.text(tick, x=self._left - 16, y=y + 10, size=_AXIS_SIZE, fill=palette.quiet, anchor="end")
        runs = list(self._runs())
        for run in runs:
            edge = [(x, self._y(point.high)) for x, point in run]
            back = [(x, self._y(point.low)) for x, point in reversed(run)]
            if len(run) > 1:
                drawing.polygon([*edge, *back], fill=palette.inside)
            else:
                drawing.box(
                    x=edge[0][0] - 4, y=edge[0][1], width=8, height=back[0][1] - edge[0][1], fill=palette.inside
                )
        self._baseline()
        for run in runs:
            way = [(x, self._y(point.share or 0)) for x, point in run]
            if len(way) > 1:
                drawing.line(way, colour=palette.passed, rim="", thick=5, bend=0)
            for x, y in way:
                drawing.dot(x=x, y=y, radius=_MARK, fill=palette.passed)
        self._labels()

    def _baseline(self) -> None:
        if self._data.baseline is None:
            return
        palette, y = self._sheet.palette, self._y(self._data.baseline)
        x = self._left
        while x < self._right:
            self._sheet.drawing.box(x=x, y=y - 2, width=min(18, self._right - x), height=4, fill=palette.quiet)
            x += 30
        words = f"{self._data.baseline_name} {percent(self._data.baseline, self._language)}"
        shown = cut(words, _AXIS_SIZE, Weight.MEDIUM, ROOM)
        self._sheet.text(shown, x=self._right, y=self._top - 24, size=_AXIS_SIZE, fill=palette.quiet, anchor="end")

    def _labels(self) -> None:
        """The first, the last, and the middle one between them where there is one."""
        last = len(self._data.points) - 1
        anchors: dict[int, Anchor] = {last // 2: "middle"} if last % 2 == 0 else {}
        if last > 0:
            anchors |= {0: "start", last: "end"}
        for place, anchor in anchors.items():
            label = cut(self._data.points[place].label, _AXIS_SIZE, Weight.MEDIUM, (self._right - self._left) / 3 - 20)
            y, quiet = self._top + _HEIGHT + 44, self._sheet.palette.quiet
            self._sheet.text(label, x=self._x(place), y=y, size=_AXIS_SIZE, fill=quiet, anchor=anchor)

    def _runs(self) -> Iterator[list[tuple[float, Point]]]:
        """Points with nothing missing between them, and where each stands."""
        placed = [(self._x(place), point) for place, point in enumerate(self._data.points)]
        for known, run in groupby(placed, lambda one: one[1].share is not None):
            if known:
                yield list(run)

    def _x(self, place: int) -> float:
        last = len(self._data.points) - 1
        inner = self._right - self._left - 4 * _MARK
        return self._left + 2 * _MARK + (inner * place / last if last else inner / 2)

    def _y(self, share: float) -> float:
        return self._top + _HEIGHT * (1 - min(share / self._most, 1))
