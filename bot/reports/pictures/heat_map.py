"""A cohort triangle as a heat map: a row a cohort, a column an age, the deeper the colour the larger the share.

One hue from light to deep is told apart by everybody, also in grey; a number stands in each cell as well.
"""

from dataclasses import dataclass

from babel.numbers import format_decimal

from bot.reports.figures import count
from bot.reports.fitting import shrink
from bot.reports.palette import mixed, readable
from bot.reports.pictures.sheet import MARGIN, ROOM, Sheet, cut, plain, sheet
from bot.reports.report import Theme
from bot.reports.typeface import HALF_CAPITAL, Weight, width

AGES = 12
"""Columns that can be read on a phone; older ages are in the text and the sheet."""

_LABEL_SIZE, _SIZE_SIZE, _CELL_SIZE = 30, 30, 30
_LABEL_ROOM = 250
_ROW, _GAP, _INSET = 62, 5, 8
_TENTH = 0.1
_GUTTER = 18


@dataclass(frozen=True, kw_only=True)
class HeatRow:
    """One cohort.

    Attributes:
        label: its days or month.
        size: its people.
        shares: of them, 0..1, age by age; None: nobody can have a share.
        is_open: whether the last age is not over.
    """

    label: str
    size: int
    shares: tuple[float | None, ...]
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class HeatMap:
    """The whole of it.

    Attributes:
        title: what the shares are.
        below: of whom, and in what.
        ages: what the columns count.
        sizes: what the numbers beside the labels are.
        note: what a dashed outline means.
        rows: the cohorts, in their order.
    """

    title: str
    below: str
    ages: str
    sizes: str
    note: str
    rows: tuple[HeatRow, ...]


def heat_map_svg(data: HeatMap, language: str, theme: Theme) -> str:
    """Return the picture as SVG."""
    drawn = sheet(theme)
    top = drawn.head(data.title, data.below)
    grid = _Grid(sheet=drawn, data=data, language=language)
    return drawn.svg(grid.draw(top))


class _Grid:
    def __init__(self, *, sheet: Sheet, data: HeatMap, language: str) -> None:
        self._sheet = sheet
        self._data = data
        self._language = language
        sizes = [data.sizes, *(count(row.size, language) for row in data.rows)]
        labels = max(
            (width(plain(row.label, Weight.MEDIUM), _LABEL_SIZE, Weight.MEDIUM) for row in data.rows), default=0
        )
        self._labels = min(labels + 1, _LABEL_ROOM)
        self._sizes_end = MARGIN + self._labels + _GUTTER + max(width(one, _SIZE_SIZE, Weight.BOLD) for one in sizes)
        self._left = self._sizes_end + _GUTTER
        self._ages = min(AGES, max((len(row.shares) for row in data.rows), default=1))
        self._cell = (MARGIN + ROOM - self._left + _GAP) / max(self._ages, 4)
        shares = [share for row in data.rows for share in row.shares[:AGES] if share is not None]
        self._most = max(shares, default=0)
        room = self._cell - _GAP - _INSET
        fitting = (shrink(self._shown(share), _CELL_SIZE, Weight.BOLD, room) for share in shares)
        self._size = min(fitting, default=_CELL_SIZE)

    def draw(self, top: float) -> float:
        quiet = self._sheet.palette.quiet
        y = top + 30
        self._sheet.text(self._data.sizes, x=self._sizes_end, y=y + 44, size=26, fill=quiet, anchor="end")
        ages = cut(self._data.ages, 26, Weight.MEDIUM, MARGIN + ROOM - self._left)
        self._sheet.text(ages, x=self._left, y=y, size=26, fill=quiet)
        for age in range(self._ages):
            self._sheet.text(str(age), x=self._middle(age), y=y + 44, size=26, fill=quiet, anchor="middle")
        y += 60
        for row in self._data.rows:
            self._row(row, y)
            y += _ROW + _GAP
        if any(row.is_open for row in self._data.rows):
            size = shrink(self._data.note, 26, Weight.MEDIUM, ROOM)
            self._sheet.text(self._data.note, x=MARGIN, y=y + 34, size=size, fill=quiet)
            y += 44
        return y

    def _row(self, row: HeatRow, y: float) -> None:
        base = y + _ROW / 2 + _LABEL_SIZE * HALF_CAPITAL
        label = cut(row.label, _LABEL_SIZE, Weight.MEDIUM, self._labels)
        self._sheet.text(label, x=MARGIN, y=base, size=_LABEL_SIZE)
        people = count(row.size, self._language)
        self._sheet.text(people, x=self._sizes_end, y=base, size=_SIZE_SIZE, weight=Weight.BOLD, anchor="end")
        for age, share in enumerate(row.shares[:AGES]):
            self._share(share, age, y, is_open=row.is_open and age == len(row.shares) - 1)

    def _share(self, share: float | None, age: int, y: float, *, is_open: bool) -> None:
        palette, x = self._sheet.palette, self._left + age * self._cell
        wide = self._cell - _GAP
        colour = mixed(palette.surface, palette.passed, (share or 0) / self._most if self._most else 0)
        ink = readable(colour, palette.ink, palette.on_passed)
        self._sheet.drawing.box(x=x, y=y, width=wide, height=_ROW, fill=colour, radius=8)
        if is_open:
            self._sheet.drawing.hollow(x=x + 3, y=y + 3, width=wide - 6, height=_ROW - 6, line=ink, radius=6)
        if share is not None:
            self._sheet.text(
                self._shown(share),
                x=self._middle(age),
                y=y + _ROW / 2 + self._size * HALF_CAPITAL,
                size=self._size,
                fill=ink,
                weight=Weight.BOLD,
                anchor="middle",
            )

    def _middle(self, age: int) -> float:
        return self._left + age * self._cell + (self._cell - _GAP) / 2

    def _shown(self, share: float) -> str:
        """Per cent without the sign, which the line below the title has: somebody is never shown as nobody."""
        step = 1 if self._most >= _TENTH else _TENTH
        if 0 < 100 * share < step:
            return "<" + str(format_decimal(step, locale=self._language))
        return str(format_decimal(100 * share, format="0" if step == 1 else "0.0", locale=self._language))
