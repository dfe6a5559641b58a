"""A report's figures as tables: what JSON, sheets and terminals are made of, so that they cannot disagree."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from babel.numbers import format_decimal

from bot.reports.figures import UNDEFINED, count, duration, percent
from bot.reports.glossary import FIGURES
from bot.reports.glossary.figure import Figure, Unit
from funnels.definition.money import Money, format_money

Value = str | int | float | date | datetime | Money | None
"""None: a figure that has no meaning there, such as a share of nobody."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of figures.

    Attributes:
        key: its name in JSON and in files.
        title: its name for people, by language.
        columns: keys of `FIGURES`.
        rows: a value for each column.
    """

    key: str
    title: dict[str, str]
    columns: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What the columns are."""
        return tuple(FIGURES[column] for column in self.columns)

    def without_names(self) -> "Table":
        """The same without the columns that say who somebody is."""
        kept = [place for place, figure in enumerate(self.figures) if not figure.names]
        return replace(
            self,
            columns=tuple(self.columns[place] for place in kept),
            rows=[tuple(row[place] for place in kept) for row in self.rows],
        )


_NUMBERS: dict[Unit, Callable[[Any, str], str]] = {
    "count": count,
    "share": percent,
    "seconds": duration,
    "number": lambda value, language: format_decimal(value, format="#,##0.##", locale=language),
}


def as_json(table: Table) -> list[dict[str, Any]]:
    """A JSON object a row: counts, unrounded shares 0..1, seconds, ISO dates; money in minor units of its currency."""
    return [dict(zip(table.columns, map(_plain, row), strict=True)) for row in table.rows]


def cells(table: Table, language: str) -> list[list[str]]:
    """The head and the rows as people read them."""
    figures = table.figures
    head = [figure.head[language] for figure in figures]
    return [
        head,
        *([shown(value, figure, language) for value, figure in zip(row, figures, strict=True)] for row in table.rows),
    ]


def shown(value: Value, figure: Figure, language: str) -> str:
    """One value as people read it."""
    if value is None:
        return UNDEFINED
    if isinstance(value, Money):
        return format_money(value, language)
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else _NUMBERS[figure.unit](value, language)


def _plain(value: Value) -> Any:
    if isinstance(value, Money):
        return {"amount": value.amount, "currency": value.currency}
    return value.isoformat() if isinstance(value, date) else value
