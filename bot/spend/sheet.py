"""A sheet of an ad cabinet becomes spend: all of it, or every mistake with its line and nothing else."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from bot.spend import days, numbers
from bot.spend.complaint import Complaint, SpendError, wrong
from bot.spend.grid import Cell, Grid, Line, grids
from bot.spend.headings import Headings, Meaning, find_headings
from bot.spend.spend import Caption, Sources, Spend
from bot.spend.words import Word
from funnels.analytics.spend import SpendRow, merged, spread
from funnels.definition.money import MOST, Money, currency_named, exponent

EARLIEST = date(2013, 8, 14)
"""The day Telegram began (telegram.org/blog): nothing was spent on a bot before."""

AHEAD = timedelta(days=366)
"""An ad may be paid before it is shown, but not years before."""

_LONGEST = 366
_TOTAL = re.compile(r"(?:итого|всего|итог|общий итог|total|totals|grand total)\b")
_NEEDED: Mapping[Meaning, Word] = {
    "day": "no_day_column",
    "source": "no_source_column",
    "spend": "no_spend_column",
}


def read_sheet(content: bytes, caption: Caption, sources: Sources, today: date) -> Spend:
    """Read a file; `caption` says what it leaves out.

    Raises:
        SpendError: with every mistake in it.
    """
    found = [(grid, headings) for grid in grids(content) if (headings := find_headings(grid))]
    if not found:
        raise wrong("no_headings")
    grid, headings = max(found, key=lambda one: len(one[1].columns))
    _demand(headings, caption)
    return _Sheet(grid, headings, caption, sources, today).read()


def _demand(headings: Headings, caption: Caption) -> None:
    """A sheet must say this, itself or by its caption."""
    told = {*headings.columns, *(("source",) if caption.source else ())}
    if missing := [word for meaning, word in _NEEDED.items() if meaning not in told]:
        raise SpendError([Complaint(word=word, line=headings.line) for word in missing])


class _Sheet:
    """One sheet while it is read."""

    def __init__(self, grid: Grid, headings: Headings, caption: Caption, sources: Sources, today: date) -> None:
        self._lines = [line for line in grid if line.number > headings.line]
        self._headings = headings
        self._caption = caption
        self._sources = sources
        self._today = today
        self._mark = numbers.decimal_mark(self._column("spend"))
        self._first = days.slashes_begin_with([*self._column("day"), *self._column("last_day")])
        self._complaints: list[Complaint] = []
        self._renamed: dict[str, str] = {}
        self._rounded = 0

    def read(self) -> Spend:
        left_out = {line.number for line in self._lines if self._holds_none(line)}
        lines = [line for line in self._lines if line.number not in left_out]
        rows = [row for line in lines for row in self._rows(line)]
        if self._complaints:
            raise SpendError(self._complaints)
        if not (kept := merged(rows)):
            raise wrong("empty")
        names = self._headings.names
        return Spend(
            rows=kept,
            lines=len(lines),
            columns=tuple((meaning, names[column]) for meaning, column in self._headings.columns.items()),
            unknown=tuple(self._headings.unknown),
            left_out=tuple(sorted(left_out)),
            renamed=tuple(sorted(self._renamed.items())),
            rounded=self._rounded,
        )

    def _column(self, meaning: Meaning) -> list[Cell]:
        return [self._cell(line, meaning) for line in self._lines]

    def _cell(self, line: Line, meaning: Meaning) -> Cell:
        column = self._headings.columns.get(meaning)
        return line.cells[column] if column is not None and column < len(line.cells) else ""

    def _holds_none(self, line: Line) -> bool:
        """A line that calls itself a total and has no day, that has neither a day nor a source, or is only a remark."""
        keys = [self._cell(line, meaning) for meaning in ("day", "source") if meaning in self._headings.columns]
        texts = [cell.strip().casefold() for cell in line.cells if isinstance(cell, str) and cell.strip()]
        is_total = any(map(_TOTAL.match, texts)) and not self._has_day(line)
        is_remark = len(texts) == 1 and all(isinstance(cell, str) for cell in line.cells)
        return is_total or is_remark or all(map(_is_empty, keys))

    def _has_day(self, line: Line) -> bool:
        try:
            days.day(self._cell(line, "day"), self._first or "day")
        except ValueError:
            return False
        return True

    def _rows(self, line: Line) -> Iterable[SpendRow]:
        """The line as spend; nothing where there are complaints about it."""
        before = len(self._complaints)
        first, last = self._days(line)
        source = self._source(line)
        money = self._money(line)
        impressions, clicks = self._count(line, "impressions"), self._count(line, "clicks")
        if len(self._complaints) > before or first is None or last is None or money is None:
            return ()
        row = SpendRow(day=first, source=source, money=money, impressions=impressions, clicks=clicks)
        return spread(row, last)

    def _complain(self, word: Word, line: Line, **values: object) -> None:
        self._complaints.append(Complaint(word=word, line=line.number, values=values))

    def _days(self, line: Line) -> tuple[date | None, date | None]:
        first = self._day(line, "day")
        if first is None or _is_empty(self._cell(line, "last_day")):
            return first, first
        last = self._day(line, "last_day")
        if last is not None and not timedelta() <= last - first < timedelta(days=_LONGEST):
            self._complain("bad_days", line, first=first, last=last)
        return first, last

    def _day(self, line: Line, meaning: Meaning) -> date | None:
        cell = self._cell(line, meaning)
        try:
            day = days.day(cell, self._first)
        except days.TwoWaysError:
            self._complain("day_two_ways", line, text=cell)
        except ValueError:
            self._complain("bad_day", line, text=cell)
        else:
            if EARLIEST <= day <= self._today + AHEAD:
                return day
            self._complain("odd_day", line, text=day)
        return None

    def _source(self, line: Line) -> str:
        written = str(self._cell(line, "source")).strip() or self._caption.source
        if not written:
            self._complain("no_source", line)
            return ""
        source = self._sources(written)
        if source != written:
            self._renamed[written] = source
        return source

    def _money(self, line: Line) -> Money | None:
        cell = self._cell(line, "spend")
        amount = self._number(line, "spend")
        written = str(self._cell(line, "currency")).strip()
        beside = numbers.currency_in(cell)
        currency = currency_named(written) if written else self._headings.currency or beside or self._caption.currency
        if written and not currency:
            self._complain("unknown_currency", line, text=written)
        elif not currency:
            if not any(complaint.word == "no_currency" for complaint in self._complaints):
                self._complain("no_currency", line)  # once: it is the same for all
        elif beside not in ("", currency):
            self._complain("two_currencies", line, one=currency, other=beside)
        elif amount is not None:
            return self._in_minor_units(line, amount, currency)
        return None

    def _in_minor_units(self, line: Line, amount: Decimal, currency: str) -> Money | None:
        exact = amount.scaleb(exponent(currency))
        if exact > MOST:
            self._complain("too_much", line, text=self._cell(line, "spend"))
            return None
        whole = exact.to_integral_value(ROUND_HALF_UP)
        self._rounded += whole != exact
        return Money(amount=int(whole), currency=currency)

    def _count(self, line: Line, meaning: Meaning) -> int:
        count = self._number(line, meaning)
        if count is None or count == count.to_integral_value():
            return min(int(count or 0), MOST)
        self._complain("not_a_number", line, column=self._name(meaning), text=self._cell(line, meaning))
        return 0

    def _number(self, line: Line, meaning: Meaning) -> Decimal | None:
        """The number in the cell, zero for an empty one; None: it is none, and that is told."""
        cell, column = self._cell(line, meaning), self._name(meaning)
        try:
            found = numbers.number(cell, self._mark if meaning == "spend" else _grouping(cell))
        except numbers.TwoWaysError:
            self._complain("number_two_ways", line, column=column, text=cell)
        except ValueError:
            self._complain("not_a_number", line, column=column, text=cell)
        else:
            if found is None or found >= 0:
                return found or Decimal()
            self._complain("negative", line, column=column, text=cell)
        return None

    def _name(self, meaning: Meaning) -> str:
        column = self._headings.columns.get(meaning)
        return "" if column is None else self._headings.names[column]


def _grouping(cell: Cell) -> numbers.Mark | None:
    """Counts have no decimals: whatever mark is in one separates thousands."""
    if not isinstance(cell, str):
        return None
    return "," if "." in cell and "," not in cell else "."


def _is_empty(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip() in numbers.NOTHING
