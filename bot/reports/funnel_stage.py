"""One stage of the funnel picture: its name, its bar, what became of its people, and the way to the next."""

from dataclasses import dataclass

from bot.reports.drawing import Drawing
from bot.reports.figures import count, percent
from bot.reports.fitting import fit, shrink
from bot.reports.labels import one_line
from bot.reports.palette import Palette
from bot.reports.typeface import HALF_CAPITAL, Weight, drawable, width
from bot.reports.words import Words
from funnels.analytics.conversion import StageFigures
from funnels.definition.money import Money, format_money

BAR_TOP = 54
BAR_HEIGHT = 62
BAR_BOTTOM = BAR_TOP + BAR_HEIGHT
STAGE_HEIGHT = BAR_BOTTOM + 86
"""From one stage's top to the next one's, unless it has a line of money."""
MONEY_LINE = 44

_NAME_SIZE = 40
_REACHED_SIZE = 46
_PASSED_SIZE = 40
_CONVERSION_SIZE = 42
_MONEY_SIZE = 36
_CAPTION_SIZE, _CAPTION_GAP, _CAPTION_DOT, _CAPTION_MARGIN = 32, 10, 36, 14
_CHIP_WIDTH, _CHIP_HEIGHT, _CHIP_POINT = 208, 52, 13
_CHIP_CORNER, _CHIP_LINE = 12, 3
_CORNER = 18
_THINNEST, _THINNEST_CORE = 10, 6
"""The narrowest bar and core that are still seen: nobody is nothing, but one of a million is a line."""


def shown_name(title: str, otherwise: str, weight: Weight) -> str:
    """Return what of the title the bundled fonts can draw; the script's own name where that says nothing."""
    shown = drawable(one_line(title), weight)
    return shown if any(sign.isalnum() for sign in shown) else drawable(one_line(otherwise), weight)


def money_line(stage: StageFigures) -> float:
    """How much room a stage's money takes."""
    return MONEY_LINE if stage.revenue else 0


@dataclass(frozen=True, kw_only=True)
class StageSheet:
    """Where stages are drawn, between `left` and `left + room`.

    Attributes:
        most_reached: the number of people that a bar over all the room stands for.
        most_inside: the largest number of people inside any stage.
    """

    drawing: Drawing
    palette: Palette
    words: Words
    left: float
    room: float
    most_reached: int
    most_inside: int

    @property
    def centre(self) -> float:
        return self.left + self.room / 2

    @property
    def right(self) -> float:
        return self.left + self.room

    def height(self, stage: StageFigures) -> float:
        """From the stage's top to the next one's."""
        return STAGE_HEIGHT + money_line(stage)

    def stage(self, stage: StageFigures, place: int, top: float) -> None:
        self.name(stage, place, top)
        if stage.revenue:
            self._money(stage, top + 84)
            top += MONEY_LINE
        if stage.reached:
            self._bar(stage, top + BAR_TOP)
        else:
            self.hollow_bar(top, 160)
        self._chip(stage, top + BAR_BOTTOM + 9)
        line = top + BAR_BOTTOM + 48
        self._caption(stage.lost, self.words.lost, self.palette.lost, line, at_right=False)
        if stage.inside is not None:
            self._caption(stage.inside, self._inside_name(), self.palette.inside, line, at_right=True)

    def name(self, stage: StageFigures, place: int, top: float) -> None:
        reached = count(stage.reached, self.words.language)
        size = shrink(reached, _REACHED_SIZE, Weight.BOLD, self.room / 2)
        taken = width(reached, size, Weight.BOLD) + 32
        y = top + 40
        ink = self.palette.ink
        self.drawing.text(reached, x=self.right, y=y, size=size, fill=ink, weight=Weight.BOLD, anchor="end")
        title = f"{place + 1}. {shown_name(stage.title, stage.stage, Weight.BOLD)}"
        if stage.is_gone:
            title = f"{title} · {self.words.older}"
        shown = fit(title, _NAME_SIZE, Weight.BOLD, self.room - taken)
        self.drawing.text(shown, x=self.left, y=y, size=_NAME_SIZE, fill=ink, weight=Weight.BOLD)

    def hollow_bar(self, top: float, wide: float) -> None:
        """Draw the place of a stage nobody has reached."""
        self.drawing.hollow(
            x=self.centre - wide / 2,
            y=top + BAR_TOP,
            width=wide,
            height=BAR_HEIGHT,
            line=self.palette.hairline,
            radius=_CORNER,
        )

    def flow(self, stage: StageFigures, following: StageFigures | None, top: float) -> None:
        """Draw the way from those who passed down to the next bar, or to what stands below them all."""
        reached = following.reached if following else stage.passed
        if not stage.passed or not reached:
            return
        above, below = self._wide(stage.passed) / 2, self._wide(reached) / 2
        y = top + money_line(stage) + BAR_BOTTOM - BAR_HEIGHT / 2
        next_bar = BAR_TOP + BAR_HEIGHT / 2 + money_line(following) if following else 20
        end = top + self.height(stage) + next_bar
        x = self.centre
        self.drawing.polygon(
            [(x - above, y), (x + above, y), (x + below, end), (x - below, end)], fill=self.palette.flow
        )

    def _money(self, stage: StageFigures, y: float) -> None:
        """Write what the stage brought, each currency for itself, below its name."""
        revenue = " · ".join(map(self._shown, stage.revenue))
        label = f"{self.words.revenue} "
        wide = width(label, _MONEY_SIZE, Weight.MEDIUM) + width(revenue, _MONEY_SIZE, Weight.BOLD)
        scale = min(1, self.room / wide)
        size = _MONEY_SIZE * scale
        x = self.left + width(label, size, Weight.MEDIUM)
        self.drawing.text(label, x=self.left, y=y, size=size, fill=self.palette.quiet)
        self.drawing.text(revenue, x=x, y=y, size=size, fill=self.palette.money, weight=Weight.BOLD)

    def _shown(self, money: Money) -> str:
        """As people write it; with the currency's code where no bundled font has its sign."""
        shown = format_money(money, self.words.language)
        return shown if drawable(shown, Weight.BOLD) == shown else str(money)

    def _wide(self, people: int) -> float:
        """Return how wide so many people are drawn, in pixels."""
        return max(self.room * people / self.most_reached, _THINNEST) if people else 0

    def _bar(self, stage: StageFigures, top: float) -> None:
        wide = self._wide(stage.reached)
        core = self._core(stage, wide)
        staying = min(max(wide * (stage.passed + (stage.inside or 0)) / stage.reached, core), wide)
        radius = min(_CORNER, wide / 2)
        for part, fill in (
            (wide, self.palette.lost),
            (staying, self.palette.inside),
            (core, self.palette.passed),
        ):
            if part:
                cut = (wide - part) / 2
                self.drawing.slice(cut=cut, y=top, width=wide, height=BAR_HEIGHT, fill=fill, radius=radius)
        if stage.passed:
            self._passed(stage.passed, core, wide, top + BAR_HEIGHT / 2)

    def _core(self, stage: StageFigures, wide: float) -> float:
        """Return how wide those who passed are drawn within their bar, in pixels."""
        seen = min(_THINNEST_CORE, wide)
        return min(max(wide * stage.passed / stage.reached, seen), wide) if stage.passed else 0

    def _passed(self, people: int, core: float, wide: float, middle: float) -> None:
        """Write how many passed: upon the core where it fits, beside it otherwise."""
        number = count(people, self.words.language)
        y = middle + _PASSED_SIZE * HALF_CAPITAL
        for text in (f"{self.words.passed} {number}", number):
            if width(text, _PASSED_SIZE, Weight.BOLD) + 36 <= core:
                self.drawing.text(
                    text,
                    x=self.centre,
                    y=y,
                    size=_PASSED_SIZE,
                    fill=self.palette.on_passed,
                    weight=Weight.BOLD,
                    anchor="middle",
                )
                return
        x = self.centre + core / 2 + 18
        taken = width(number, _PASSED_SIZE, Weight.BOLD)
        beyond = self.centre + wide / 2 + 18
        if x + taken + 18 > self.centre + wide / 2 and beyond + taken <= self.right:
            x = beyond
        size = shrink(number, _PASSED_SIZE, Weight.BOLD, self.right - x)
        self.drawing.text(number, x=x, y=y, size=size, fill=self.palette.passed_ink, weight=Weight.BOLD)

    def _chip(self, stage: StageFigures, top: float) -> None:
        x, half = self.centre, _CHIP_WIDTH / 2 - _CHIP_CORNER
        low = top + _CHIP_HEIGHT - _CHIP_CORNER
        top += _CHIP_CORNER
        shape = [(x - half, top), (x + half, top), (x + half, low), (x, low + _CHIP_POINT), (x - half, low)]
        self.drawing.polygon(shape, fill=self.palette.hairline, swell=_CHIP_CORNER + _CHIP_LINE)
        self.drawing.polygon(shape, fill=self.palette.surface, swell=_CHIP_CORNER)
        conversion = percent(stage.conversion, self.words.language)
        size = shrink(conversion, _CONVERSION_SIZE, Weight.BOLD, _CHIP_WIDTH - _CHIP_CORNER)
        self.drawing.text(
            conversion,
            x=x,
            y=(top + low + _CHIP_POINT / 2) / 2 + size * HALF_CAPITAL,
            size=size,
            fill=self.palette.passed_ink,
            weight=Weight.BOLD,
            anchor="middle",
        )

    def _inside_name(self) -> str:
        """Return the name of those inside: the same all over the picture, short where a count is long."""
        taken = _CAPTION_DOT + self._caption_width(self.most_inside, self.words.inside_now)
        return self.words.inside_now if taken <= self._caption_room else self.words.inside

    @property
    def _caption_room(self) -> float:
        return (self.room - _CHIP_WIDTH) / 2 - _CAPTION_MARGIN

    def _caption_width(self, people: int, name: str) -> float:
        number = width(count(people, self.words.language), _CAPTION_SIZE, Weight.BOLD)
        return number + _CAPTION_GAP + width(name, _CAPTION_SIZE, Weight.MEDIUM)

    def _caption(self, people: int, name: str, colour: str, y: float, *, at_right: bool) -> None:
        number = count(people, self.words.language)
        wide = self._caption_width(people, name)
        scale = min(1, (self._caption_room - _CAPTION_DOT) / wide)
        size = _CAPTION_SIZE * scale
        x = self.right - wide * scale if at_right else self.left + _CAPTION_DOT
        name_x = x + width(number, size, Weight.BOLD) + _CAPTION_GAP * scale
        self.drawing.dot(x=x - 23, y=y - size * HALF_CAPITAL, radius=13, fill=colour)
        self.drawing.text(number, x=x, y=y, size=size, fill=self.palette.ink, weight=Weight.BOLD)
        self.drawing.text(name, x=name_x, y=y, size=size, fill=self.palette.quiet)
