"""What was watched, one panel a figure, the warm-up in another colour."""

from collections.abc import Callable, Sequence
from statistics import median

from bench.result import Result
from bench.soak.flat import lag, warmed_up
from bench.soak.sample import Sample
from bot.reports.drawing import Drawing
from bot.reports.palette import PALETTES
from bot.reports.typeface import Weight

WIDTH, MARGIN, LEFT = 1000, 40, 96
PANEL, GAP, HEAD, ROW = 110, 64, 100, 50
BAD = "#c62f3d"
POINTS = 300
"""Across a panel; a longer run is told by the medians of its stretches."""

COLOURS = PALETTES["light"]

Value = Callable[[Sequence[Sample]], float]

Panel = tuple[str, str, Sequence[tuple[str, Value]]]
"""Its heading, its unit, and the lines in it by their labels."""

PANELS: Sequence[Panel] = (
    ("Memory", "MiB", [("", lambda some: median(one.memory for one in some))]),
    (
        "Open handles and threads",
        "",
        [
            ("handles", lambda some: median(one.handles for one in some)),
            ("threads", lambda some: median(one.threads for one in some)),
        ],
    ),
    (
        "Lag: from an act to its answer",
        "ms",
        [("p99", lambda some: lag(some, 0.99)), ("median", lambda some: lag(some, 0.5))],
    ),
    ("Sent in a second", "", [("", lambda some: sum(one.sent for one in some) / len(some))]),
    ("Messages waiting", "", [("", lambda some: max(one.waiting for one in some))]),
    ("The event loop lets others wait", "ms", [("", lambda some: median(one.health for one in some))]),
    ("Database, which is to grow", "MiB", [("", lambda some: some[-1].database)]),
)


def draw(samples: Sequence[Sample], results: Sequence[Result], title: str) -> str:
    """The picture as SVG."""
    drawing = Drawing(width=WIDTH)
    height = HEAD + len(PANELS) * (PANEL + GAP) + ROW * len(results) + MARGIN
    drawing.box(x=0, y=0, width=WIDTH, height=height, fill=COLOURS.ground)
    drawing.text(title, x=MARGIN, y=58, size=26, fill=COLOURS.ink, weight=Weight.BOLD)
    stretches = _stretches(samples)
    top = float(HEAD)
    for panel in PANELS:
        _panel(drawing, top, panel, stretches)
        top += PANEL + GAP
    for result in results:
        sign, ink = ("good", COLOURS.money) if result.reached else ("NOT good", BAD)
        drawing.text(sign, x=MARGIN, y=top, size=16, fill=ink, weight=Weight.BOLD)
        drawing.text(result.name.removeprefix("soak, "), x=MARGIN + 90, y=top, size=16, fill=COLOURS.ink)
        figure = f"{result.figure}, {result.target} wanted"
        drawing.text(figure, x=MARGIN + 480, y=top, size=16, fill=COLOURS.ink)
        drawing.text(result.raw, x=MARGIN + 90, y=top + 20, size=14, fill=COLOURS.quiet)
        top += ROW
    return drawing.svg(height)


def _stretches(samples: Sequence[Sample]) -> list[Sequence[Sample]]:
    length = max(-(-len(samples) // POINTS), 1)
    return [samples[at : at + length] for at in range(0, len(samples), length)]


def _panel(drawing: Drawing, top: float, panel: Panel, stretches: Sequence[Sequence[Sample]]) -> None:
    name, unit, lines = panel
    found = [[value(stretch) for stretch in stretches] for _, value in lines]
    most = _round_up(max(max(values) for values in found))
    wide, end = WIDTH - LEFT - MARGIN, stretches[-1][-1].at
    bottom = top + 20 + PANEL - 20
    drawing.text(name, x=MARGIN, y=top, size=18, fill=COLOURS.ink, weight=Weight.BOLD)
    warm = warmed_up(end) / end * wide
    drawing.box(x=LEFT, y=top + 14, width=warm, height=bottom - top - 14, fill=COLOURS.flow)
    drawing.text("warming up", x=LEFT + 8, y=bottom + 20, size=14, fill=COLOURS.quiet)
    for part in (0, 1):
        y = bottom - part * (bottom - top - 20)
        drawing.box(x=LEFT, y=y, width=wide, height=1, fill=COLOURS.hairline)
        drawing.text(f"{part * most:g} {unit}".strip(), x=LEFT - 10, y=y + 5, size=14, fill=COLOURS.quiet, anchor="end")
    for (label, _), values, colour in zip(lines, found, (COLOURS.passed, COLOURS.money), strict=False):
        points = [
            (LEFT + stretch[-1].at / end * wide, bottom - value / most * (bottom - top - 20))
            for stretch, value in zip(stretches, values, strict=True)
        ]
        drawing.line(points, colour=colour, rim="", thick=2, bend=1)
        if label:
            x = WIDTH - MARGIN - 160 * (label != lines[0][0])
            drawing.text(label, x=x, y=top, size=15, fill=colour, weight=Weight.BOLD, anchor="end")
    drawing.text(f"{end / 60:.0f} min", x=WIDTH - MARGIN, y=bottom + 20, size=14, fill=COLOURS.quiet, anchor="end")


def _round_up(value: float) -> float:
    """The next of 1, 1.5, 2, 3, 5, 7, 10, 15 and so on."""
    step = 1.0
    while True:
        for times in (1, 1.5, 2, 3, 5, 7):
            if times * step >= value:
                return times * step
        step *= 10
