"""The funnel as a picture: a bar a stage, as wide as those who reached it; its core is those who passed.

Where something was sold, its money stands above the bar.
"""

from itertools import accumulate

from bot.reports.asked import asked_of, nobody_of
from bot.reports.drawing import Drawing, zoom_for_chat
from bot.reports.figures import count, percent
from bot.reports.fitting import fit_lines, shrink
from bot.reports.funnel_stage import BAR_BOTTOM, StageSheet, shown_name
from bot.reports.palette import PALETTES
from bot.reports.report import Theme
from bot.reports.typeface import Weight
from bot.reports.words import words_in
from funnels.analytics.conversion import FunnelReport

WIDTH = 1080
"""What lengths are measured in; the height follows the number of stages."""

_MARGIN = 48
_ROOM = WIDTH - 2 * _MARGIN

_TITLE_SIZE, _TITLE_LINE, _TITLE_LINES = 54, 62, 2
_PERIOD_SIZE = 34
_CARD_HEIGHT, _CARD_CORNER = 188, 32
_EMPTY_STAGE_HEIGHT = 166


def funnel_svg(report: FunnelReport, language: str, theme: Theme) -> str:
    """Return the picture as SVG, readable at a third of its width."""
    palette = PALETTES[theme]
    sheet = StageSheet(
        drawing=Drawing(width=WIDTH),
        palette=palette,
        words=words_in(language),
        left=_MARGIN,
        room=_ROOM,
        most_reached=max((max(stage.reached, stage.passed) for stage in report.stages), default=0),
        most_inside=max((stage.inside or 0 for stage in report.stages), default=0),
    )
    top = _header(sheet, report)
    if report.is_empty:
        bottom = _nobody(sheet, nobody_of(report, sheet.words), _empty_stages(sheet, report, top))
    else:
        bottom = _total(sheet, report, _stages(sheet, report, top))
    height = bottom + _MARGIN
    ground = Drawing(width=WIDTH)
    ground.box(x=0, y=0, width=WIDTH, height=height, fill=palette.ground)
    return Drawing(width=WIDTH, parts=ground.parts + sheet.drawing.parts).svg(height, zoom_for_chat(WIDTH, height))


def _header(sheet: StageSheet, report: FunnelReport) -> float:
    y, palette, words = float(_MARGIN), sheet.palette, sheet.words
    title = shown_name(report.title, report.funnel, Weight.BOLD)
    for line in fit_lines(title, _TITLE_SIZE, Weight.BOLD, _ROOM, _TITLE_LINES):
        y += _TITLE_LINE
        sheet.drawing.text(line, x=_MARGIN, y=y - 12, size=_TITLE_SIZE, fill=palette.ink, weight=Weight.BOLD)
    period = " · ".join(asked_of(report, words))
    if not report.is_empty:
        started = count(report.started, words.language)
        period += " · " + words.people_started(words.language, report.started, n=started)
    size = shrink(period, _PERIOD_SIZE, Weight.MEDIUM, _ROOM)
    sheet.drawing.text(period, x=_MARGIN, y=y + 34, size=size, fill=palette.quiet)
    return y + 72


def _stages(sheet: StageSheet, report: FunnelReport, top: float) -> float:
    tops = list(accumulate(map(sheet.height, report.stages), initial=top))
    for stage, following, begin in zip(report.stages, (*report.stages[1:], None), tops, strict=False):
        sheet.flow(stage, following, begin)
    for place, stage in enumerate(report.stages):
        sheet.stage(stage, place, tops[place])
    return tops[-1]


def _empty_stages(sheet: StageSheet, report: FunnelReport, top: float) -> float:
    for place, stage in enumerate(report.stages):
        y = top + place * _EMPTY_STAGE_HEIGHT
        sheet.name(stage, place, y)
        sheet.hollow_bar(y, _ROOM)
    return top + len(report.stages) * _EMPTY_STAGE_HEIGHT + (_EMPTY_STAGE_HEIGHT - BAR_BOTTOM)


def _total(sheet: StageSheet, report: FunnelReport, top: float) -> float:
    palette, words = sheet.palette, sheet.words
    sheet.drawing.box(x=_MARGIN, y=top, width=_ROOM, height=_CARD_HEIGHT, fill=palette.passed, radius=_CARD_CORNER)
    sentence = words.finished_of(
        words.language,
        report.finished,
        n=count(report.finished, words.language),
        whole=count(report.started, words.language),
    )
    total = percent(report.total_conversion, words.language)
    _centred(sheet, words.total, y=top + 44, size=32, fill=palette.on_passed, weight=Weight.MEDIUM)
    _centred(sheet, total, y=top + 119, size=80, fill=palette.on_passed, weight=Weight.BOLD)
    _centred(sheet, sentence, y=top + 163, size=34, fill=palette.on_passed, weight=Weight.MEDIUM)
    return top + _CARD_HEIGHT


def _nobody(sheet: StageSheet, said: list[str], top: float) -> float:
    palette, height = sheet.palette, 190
    sheet.drawing.box(x=_MARGIN, y=top, width=_ROOM, height=height, fill=palette.surface, radius=_CARD_CORNER)
    _centred(sheet, said[0], y=top + 86, size=52, fill=palette.ink, weight=Weight.BOLD)
    for hint in said[1:]:
        _centred(sheet, hint, y=top + 140, size=36, fill=palette.quiet, weight=Weight.MEDIUM)
    return top + height


def _centred(sheet: StageSheet, text: str, *, y: float, size: float, fill: str, weight: Weight) -> None:
    fitted = shrink(text, size, weight, _ROOM - 2 * _CARD_CORNER)
    sheet.drawing.text(text, x=sheet.centre, y=y, size=fitted, fill=fill, weight=weight, anchor="middle")
