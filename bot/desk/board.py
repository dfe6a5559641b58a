"""The buttons below a report: each carries the view it leads to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.desk.about import ABOUT
from bot.desk.data import pack
from bot.desk.shown import Page
from bot.desk.view import Panel, View
from bot.desk.words import DESK, DeskWords
from bot.reports.labels import clip
from bot.reports.report import Theme
from bot.reports.slices import SLICE_NAMES, cell_name, value_name
from funnels.analytics.period import EVER, Period, last_days
from funnels.analytics.question import By, Cell
from funnels.definition.script import Script

DAYS = (1, 7, 30, 90)
A_PAGE = 8
"""Values of a slice on one page."""

_IN_A_ROW = 3
_WIDE = 2
_LABEL = 24

_OTHER: dict[Theme, tuple[str, Theme]] = {"light": ("🌙", "dark"), "dark": ("☀️", "light")}
"""The sign of the other theme."""

_NARROW = "\N{THIN SPACE}"
"""Five buttons stand side by side on a phone."""

_Row = list[InlineKeyboardButton]


def board(
    view: View, page: Page, *, script: Script, values: Sequence[str], language: str, today: date, theme: Theme | None
) -> InlineKeyboardMarkup:
    """The buttons of the view.

    `values` are those of the slice it splits by, the most frequent first; `theme` is that of the picture, if any.
    """
    rows = _Board(view, page, script=script, language=language, today=today, theme=theme).rows(values)
    return InlineKeyboardMarkup(inline_keyboard=rows)


class _Board:
    def __init__(
        self, view: View, page: Page, *, script: Script, language: str, today: date, theme: Theme | None
    ) -> None:
        self._view = view
        self._page = page
        self._script = script
        self._language = language
        self._words: DeskWords = DESK[language]
        self._today = today
        self._about = ABOUT[view.report]
        self._knobs = self._about.knobs
        self._theme = theme

    def rows(self, values: Sequence[str]) -> list[_Row]:
        match self._view.panel:
            case "slices":
                rows = self._slices()
            case "values":
                rows = self._values(values)
            case "stages":
                rows = self._stages()
            case _:
                rows = self._main()
        return [row for row in rows if row]

    def _main(self) -> Iterator[_Row]:
        yield from self._days()
        toggles, choices, theme, around = map(list, (self._toggles(), self._choices(), self._themes(), self._around()))
        if toggles and choices:
            yield [*toggles, *theme]
            yield [*choices, *around]
        else:
            yield [*toggles, *choices, *theme, *around]

    def _days(self) -> Iterator[_Row]:
        words, asked = self._words, self._view.question
        if "period" in self._knobs:
            periods = {words.days.format(days=days): last_days(days, self._today) for days in DAYS}
            if not self._about.days:
                periods[words.all_days] = EVER
            yield [
                self._button(text, self._in(period), chosen=asked.period == period) for text, period in periods.items()
            ]
        if "by" in self._knobs:
            ways: tuple[tuple[By, str], ...] = (("contact", words.by_contact), ("calendar", words.by_calendar))
            yield [self._button(text, self._view.asks(by=by), chosen=asked.by == by) for by, text in ways]

    def _in(self, period: Period) -> View:
        """An open period has none before it to be compared with."""
        return self._view.asks(period=period, compare=self._view.question.compare and period.before() is not None)

    def _toggles(self) -> Iterator[InlineKeyboardButton]:
        asked = self._view.question
        if "compare" in self._knobs and asked.period.before() is not None:
            view = self._view.asks(compare=not asked.compare)
            yield self._button(self._words.compare, view, chosen=asked.compare)
        if "again" in self._knobs:
            yield self._button(self._words.again, self._view.asks(again=not asked.again), chosen=asked.again)

    def _choices(self) -> Iterator[InlineKeyboardButton]:
        asked = self._view.question
        if "only" in self._knobs:
            if asked.only:
                yield self._button(
                    f"✕ {clip(cell_name(asked.only, self._language), _LABEL)}", self._view.asks(only=None)
                )
            else:
                name = SLICE_NAMES[self._language][asked.split] if asked.split else self._words.slices
                yield self._unfolds(name, "values" if asked.split else "slices", chosen=asked.split is not None)
        if "from_stage" in self._knobs and len(self._script.stages) > 1:
            yield self._unfolds(self._words.stages, "stages", chosen=bool(asked.from_stage))

    def _themes(self) -> Iterator[InlineKeyboardButton]:
        """The theme the picture does not have."""
        if self._theme:
            sign, other = _OTHER[self._theme]
            yield self._button(sign, replace(self._view, theme=other))

    def _around(self) -> Iterator[InlineKeyboardButton]:
        view, page = self._view, self._page
        if page.number:
            yield self._turned("◀", page.number - 1)
        if page.number < page.of - 1:
            yield self._turned("▶", page.number + 1)
        yield self._button(
            self._words.explain, replace(view, explained=not view.explained, page=0), chosen=view.explained
        )

    def _slices(self) -> Iterator[_Row]:
        names = SLICE_NAMES[self._language]
        buttons = [
            self._button(names[one], replace(self._view.asks(split=one), panel="values")) for one in self._about.slices
        ]
        yield from (buttons[at : at + _IN_A_ROW] for at in range(0, len(buttons), _IN_A_ROW))
        yield [self._back()]

    def _values(self, values: Sequence[str]) -> Iterator[_Row]:
        view, split = self._view, self._view.question.split
        assert split is not None  # its values are unfolded
        begin = view.page * A_PAGE
        cells = [Cell(slice=split, value=value) for value in values]
        buttons = [
            self._button(value_name(cell, self._language), view.asks(only=cell, split=None))
            for cell in cells[begin : begin + A_PAGE]
        ]
        yield from (buttons[at : at + _WIDE] for at in range(0, len(buttons), _WIDE))
        turns = (("◀", view.page - 1), ("▶", view.page + 1))
        yield [self._turned(text, page) for text, page in turns if 0 <= page * A_PAGE < len(values)]
        yield [self._back(), self._button(self._words.whole, view.asks(split=None)), self._unfolds("…", "slices")]

    def _stages(self) -> Iterator[_Row]:
        chosen = self._view.question.from_stage
        yield [self._button(self._words.from_start, self._view.asks(from_stage=""), chosen=not chosen)]
        for number, stage in enumerate(self._script.stages, 1):
            title = f"{number}. {clip(str(stage.title or stage.stage), _LABEL)}"
            yield [self._button(title, self._view.asks(from_stage=stage.stage), chosen=chosen == stage.stage)]
        yield [self._back()]

    def _unfolds(self, text: str, panel: Panel, *, chosen: bool = False) -> InlineKeyboardButton:
        return self._button(f"{text} ▾", replace(self._view, panel=panel, page=0, explained=False), chosen=chosen)

    def _back(self) -> InlineKeyboardButton:
        """Without a slice that was unfolded only to choose a value of it."""
        view = self._view
        return self._button(self._words.back, replace(view, question=view.heeded, panel="", page=0, explained=False))

    def _turned(self, text: str, page: int) -> InlineKeyboardButton:
        return self._button(text, replace(self._view, page=page))

    def _button(self, text: str, view: View, *, chosen: bool = False) -> InlineKeyboardButton:
        return InlineKeyboardButton(text=f"✓{_NARROW}{text}" if chosen else text, callback_data=pack(view, self._today))
