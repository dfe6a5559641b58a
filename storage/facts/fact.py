"""What a fact is to those who export it: a query, and its columns by name, each with its meaning."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, select

FUNNEL: BindParameter[str] = bindparam("funnel")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the file."""

    of: ColumnElement[Any]
    means: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Rows of one kind.

    Attributes:
        rows: what a row is.
        columns: by their names in the file.
        source: the tables they come from, narrowed to `FUNNEL` and put into their order.
    """

    rows: str
    columns: Mapping[str, Column]
    source: Select[Any]

    @cached_property
    def query(self) -> Select[Any]:
        """All of it."""
        return self.source.with_only_columns(*(column.of for column in self.columns.values()))


def column(of: ColumnElement[Any], means: str) -> Column:
    return Column(of=of, means=means)


def begin(table: Any) -> Select[Any]:
    """What a fact's rows come from."""
    return select(table)
