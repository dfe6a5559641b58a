"""A link as a card to print: its QR code, and the link below for whoever types it."""

import segno

from bot.reports.drawing import Drawing
from bot.reports.fitting import fit, shrink
from bot.reports.labels import one_line
from bot.reports.typeface import Weight, drawable

WIDTH = 1240
"""Pixels: 105 mm, a quarter of an A4 page, at 300 a inch."""

_SIDE = 1040
"""The most the code takes; its quiet zone of four modules (ISO/IEC 18004) stands around it."""

_TITLE, _LINK = 56, 44
_INK, _QUIET, _GROUND = "#000000", "#444444", "#ffffff"


def card_svg(url: str, title: str) -> str:
    """The card: black on white in every theme, for the sake of cameras; `title` stands above the code."""
    code = segno.make(url, error="q", micro=False)
    rows = list(code.matrix)
    module = _SIDE // (len(rows) + 8)
    side = module * len(rows)
    drawing = Drawing(width=WIDTH)
    top = 150
    left = (WIDTH - side) // 2
    bottom = top + side + 4 * module
    height = bottom + 120
    drawing.box(x=0, y=0, width=WIDTH, height=height, fill=_GROUND)
    room = WIDTH - 120
    name = fit(drawable(one_line(title), Weight.BOLD), _TITLE, Weight.BOLD, room)
    drawing.text(name, x=WIDTH / 2, y=96, size=_TITLE, fill=_INK, weight=Weight.BOLD, anchor="middle")
    drawing.parts.append(f'<path fill="{_INK}" d="{_modules(rows, left, top, module)}"/>')
    shown = url.removeprefix("https://")
    size = shrink(shown, _LINK, Weight.MEDIUM, room)
    drawing.text(shown, x=WIDTH / 2, y=bottom + 40, size=size, fill=_QUIET, anchor="middle")
    return drawing.svg(height)


def _modules(rows: list[bytearray], left: int, top: int, module: int) -> str:
    """Every dark module as a square of whole pixels: a code of soft edges is harder to read."""
    return "".join(
        f"M{left + module * column} {top + module * row}h{module}v{module}h-{module}z"
        for row, cells in enumerate(rows)
        for column, dark in enumerate(cells)
        if dark
    )
