"""One sheet of the workbook."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from bot.reports.glossary.figure import Figure, Unit
from bot.reports.labels import clip
from bot.reports.tables import Table, Value, shown
from funnels.definition.money import STARS, Money, exponent

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_FORMS: dict[Unit, str] = {
    "text": "@",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "count": "#,##0",
    "share": "0.0%",
    "seconds": "[h]:mm:ss",
    "number": "#,##0.##",
}
_HEAD = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEF2F7"}
_TITLE = {"bold": True, "font_size": 14}
_NARROWEST, _WIDEST, _GAP = 9, 44, 3
_LONGEST = 32_000
"""Characters; a cell takes 32,767."""

_A_DAY = 86_400


class Sheet:
    """A sheet being filled."""

    def __init__(self, book: "Workbook", name: str, language: str) -> None:
        self._book = book
        self._sheet = book.add_worksheet(name)
        self._language = language
        self._formats: dict[str, Any] = {}

    def lines(self, lines: Iterable[tuple[str, str]]) -> None:
        """Two columns of text."""
        bold = self._book.add_format({"bold": True})
        for row, (head, text) in enumerate(lines):
            self._sheet.write_string(row, 0, head, bold)
            self._sheet.write_string(row, 1, clip(text, _LONGEST))
        self._sheet.set_column(0, 0, 16)
        self._sheet.set_column(1, 1, 80)

    def tables(self, tables: Sequence[Table]) -> None:
        """Side by side: each with its title, then its head, which stays in sight, then its rows."""
        left = 0
        for table in tables:
            self._table(table, left)
            left += len(table.columns)
            self._sheet.set_column(left, left, _GAP)
            left += 1
        self._sheet.freeze_panes(2, 0)
        if len(tables) == 1:
            self._sheet.autofilter(1, 0, max(len(tables[0].rows), 1) + 1, len(tables[0].columns) - 1)

    def _table(self, table: Table, left: int) -> None:
        self._sheet.write_string(0, left, table.title[self._language], self._book.add_format(_TITLE))
        head = self._book.add_format(_HEAD)
        for place, figure in enumerate(table.figures):
            column = left + place
            self._sheet.write_string(1, column, figure.head[self._language], head)
            if means := figure.means[self._language]:
                self._sheet.write_comment(1, column, means, {"x_scale": 2})
            self._sheet.set_column(column, column, self._width(table, place, figure))
            for row, values in enumerate(table.rows, 2):
                self._cell(row, column, values[place], figure)

    def _cell(self, row: int, column: int, value: Value, figure: Figure) -> None:
        if value is None:
            return
        if isinstance(value, Money):
            self._sheet.write_number(row, column, value.amount / 10 ** exponent(value.currency), self._money(value))
        elif isinstance(value, str):
            self._sheet.write_string(row, column, clip(value, _LONGEST), self._form(_FORMS["text"]))
        elif isinstance(value, date):
            moment = value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value
            form = _FORMS["moment" if isinstance(value, datetime) else "date"]
            self._sheet.write_datetime(row, column, moment, self._form(form))
        else:
            number = value / _A_DAY if figure.unit == "seconds" else value
            self._sheet.write_number(row, column, number, self._form(_FORMS[figure.unit]))

    def _money(self, money: Money) -> Any:
        unit = "⭐" if money.currency == STARS else money.currency
        places = exponent(money.currency)
        return self._form(f'#,##0{"." if places else ""}{"0" * places} "{unit}"')

    def _form(self, form: str) -> Any:
        if form not in self._formats:
            self._formats[form] = self._book.add_format({"num_format": form})
        return self._formats[form]

    def _width(self, table: Table, place: int, figure: Figure) -> int:
        """Characters."""
        said = [figure.head[self._language], *(shown(row[place], figure, self._language) for row in table.rows)]
        return min(max(_NARROWEST, *(len(text) + 2 for text in said)), _WIDEST)
