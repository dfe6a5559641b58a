"""The map as SVG, for a wall or a printer: stages under each other, in each its cards and the lines between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reports.drawing import Drawing
from bot.reports.fitting import fit, fit_lines
from bot.reports.map_picture.face import SIGNS, WIDTH, shown
from bot.reports.map_picture.jumps import Jump, jumps_of
from bot.reports.map_picture.layout import GAP, GUTTER, stand
from bot.reports.map_picture.lines import LANE, Line, lines_of, lines_of_jumps
from bot.reports.map_picture.ways import Routed, Router
from bot.reports.typeface import HALF_CAPITAL, Weight, drawable, width
from funnels.map.colours import COLOURS, FRAME, INK, LINE, PAPER, QUIET
from funnels.map.graph import FunnelMap, StageFrame
from funnels.map.words import say

_MARGIN, _INSIDE = 40.0, 30.0
_TITLE_SIZE, _TITLE_LINE, _TITLE_LINES = 44.0, 52.0, 2
_SMALL_SIZE, _STAGE_SIZE = 20.0, 28.0
_BAND, _PILL = 88.0, 44.0
_STROKE, _HEAD, _BEND = 2.5, 9.0, 10.0


def map_svg(funnel: FunnelMap) -> str:
    """The picture, as wide as its longest branch needs and as high as its stages; at its own size it prints well."""
    return _Sheet.of(funnel).svg()


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    funnel: FunnelMap
    stages: Sequence[Sequence[Routed]]
    jumps: Sequence[Sequence[Jump]]
    left: float
    """Where the cards of the main line begin, right of every jump."""
    drawing: Drawing

    @classmethod
    def of(cls, funnel: FunnelMap) -> "_Sheet":
        stages = tuple(Router.of(funnel).stages())
        jumps = [jumps_of(cards) for cards in stages]
        lanes = max((jump.lane + 1 for among in jumps for jump in among), default=0)
        left = _MARGIN + _INSIDE + LANE * lanes
        right = left + max(_across(cards) for cards in stages) + _INSIDE + _MARGIN
        return cls(funnel=funnel, stages=stages, jumps=jumps, left=left, drawing=Drawing(width=round(right)))

    @property
    def room(self) -> float:
        return self.drawing.width - 2 * _MARGIN

    def svg(self) -> str:
        y = self._header()
        y = self._pill(say("start", self.funnel.language), self.funnel.start, y)
        for frame, cards, jumps in zip(self.funnel.stages, self.stages, self.jumps, strict=True):
            self._line(Line(points=((self.centre, y), (self.centre, y + GAP))))
            y = self._stage(frame, cards, jumps, y + GAP)
        if self.stages[-1][-1].flows:
            self._line(Line(points=((self.centre, y), (self.centre, y + GAP))))
            y = self._pill(say("finish", self.funnel.language), "", y + GAP)
        height = y + _MARGIN
        ground = Drawing(width=self.drawing.width)
        ground.box(x=0, y=0, width=self.drawing.width, height=height, fill=PAPER)
        return Drawing(width=self.drawing.width, parts=ground.parts + self.drawing.parts).svg(height)

    @property
    def centre(self) -> float:
        return self.left + WIDTH / 2

    def _header(self) -> float:
        y = _MARGIN
        title = drawable(shown(self.funnel.title), Weight.BOLD) or self.funnel.funnel
        for line in fit_lines(title, _TITLE_SIZE, Weight.BOLD, self.room, _TITLE_LINES):
            y += _TITLE_LINE
            self.drawing.text(line, x=_MARGIN, y=y - 12, size=_TITLE_SIZE, fill=INK, weight=Weight.BOLD)
        cards = list(self.funnel.cards())
        counts = say("counts", self.funnel.language, stages=len(self.funnel.stages), steps=len(cards))
        self.drawing.text(counts, x=_MARGIN, y=y + 24, size=_SMALL_SIZE, fill=QUIET)
        return self._legend(y + 66) + 40

    def _legend(self, y: float) -> float:
        """What the colours mean, as far as they are there."""
        x = _MARGIN
        for kind in (kind for kind in COLOURS if kind in {card.kind for card in self.funnel.cards()}):
            words = f"{SIGNS[kind]} {say(kind, self.funnel.language)}"
            wide = width(words, _SMALL_SIZE, Weight.BOLD) + 28
            if x > _MARGIN and x + wide > _MARGIN + self.room:
                x, y = _MARGIN, y + 46
            self.drawing.box(x=x, y=y - 18, width=wide, height=36, fill=COLOURS[kind].ground, radius=18)
            letters = y + HALF_CAPITAL * _SMALL_SIZE
            self.drawing.text(words, x=x + 14, y=letters, size=_SMALL_SIZE, fill=COLOURS[kind].ink, weight=Weight.BOLD)
            x += wide + 12
        return y

    def _pill(self, words: str, more: str, y: float) -> float:
        text = fit(shown(f"{words}: {more}" if more else words), _SMALL_SIZE, Weight.BOLD, WIDTH - 40)
        wide = width(text, _SMALL_SIZE, Weight.BOLD) + 40
        self.drawing.box(x=self.centre - wide / 2, y=y, width=wide, height=_PILL, fill=INK, radius=_PILL / 2)
        letters = y + _PILL / 2 + HALF_CAPITAL * _SMALL_SIZE
        self.drawing.text(
            text, x=self.centre, y=letters, size=_SMALL_SIZE, fill=PAPER, weight=Weight.BOLD, anchor="middle"
        )
        return y + _PILL

    def _stage(self, frame: StageFrame, cards: Sequence[Routed], jumps: Sequence[Jump], y: float) -> float:
        """Draw the frame and all in it; return where it ends."""
        placed = stand(cards, x=self.left, y=y + _BAND + GAP)
        bottom = placed[-1].bottom + _INSIDE
        wide = self.left + _across(cards) + _INSIDE - _MARGIN
        self.drawing.box(x=_MARGIN, y=y, width=wide, height=bottom - y, fill=LINE, radius=20)
        inner = {"x": _MARGIN + 1.5, "width": wide - 3, "radius": 18.5}
        self.drawing.box(y=y + 1.5, height=bottom - y - 3, fill=FRAME, **inner)
        self._band(frame, y, wide - 2 * _INSIDE)
        self._line(Line(points=((self.centre, y + _BAND), (self.centre, y + _BAND + GAP))))
        lines = (*lines_of(placed, bottom), *lines_of_jumps(placed, jumps))
        for line in sorted(lines, key=lambda line: line.crosses):
            self._line(line)
        for card in (card for top in placed for card in top.all()):
            card.face.draw(self.drawing, card.x, card.y)
        return bottom

    def _band(self, frame: StageFrame, y: float, room: float) -> None:
        x = _MARGIN + _INSIDE
        title = drawable(shown(frame.title), Weight.BOLD) or frame.name
        line = fit(f"{frame.number}. {title}", _STAGE_SIZE, Weight.BOLD, room)
        self.drawing.text(line, x=x, y=y + 44, size=_STAGE_SIZE, fill=INK, weight=Weight.BOLD)
        language = self.funnel.language
        goal = f"🎯 {say('goal', language)}: {frame.goal}" if frame.goal else ""
        marks = f"{say('marks', language)}: {frame.marks}" if frame.marks else ""
        said = " · ".join(part for part in (goal, marks) if part)
        if said:
            self.drawing.text(fit(shown(said), 18, Weight.MEDIUM, room), x=x, y=y + 74, size=18, fill=QUIET)

    def _line(self, line: Line) -> None:
        points = list(line.points)
        if line.arrives:
            (x, y), (before_x, before_y) = points[-1], points[-2]
            across, down = (x > before_x) - (x < before_x), (y > before_y) - (y < before_y)
            side = _HEAD * 0.6
            base_x, base_y = x - across * _HEAD, y - down * _HEAD
            wings = [(base_x - down * side, base_y - across * side), (base_x + down * side, base_y + across * side)]
            self.drawing.polygon([(x, y), *wings], fill=LINE)
            points[-1] = (base_x, base_y)
        self.drawing.line(points, colour=LINE, rim=FRAME if line.crosses else "", thick=_STROKE, bend=_BEND)


def _across(cards: Sequence[Routed]) -> float:
    """How wide the cards of a list are together with all their branches."""
    inside = [_across(inner) for card in cards for inner in card.branches.values()]
    return WIDTH + (GUTTER + max(inside) if inside else 0)
