"""The rows of a rollup that a question is about."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Table

from funnels.analytics.question import Question
from storage.days import number_of


def rows_asked(rollup: Table, question: Question) -> Iterator[ColumnElement[bool]]:
    """Those of its funnel, days and walks; the slice is the caller's to choose."""
    column, period = rollup.c, question.period
    yield column.funnel == question.funnel
    yield column.calendar == (question.by == "calendar")
    yield column.again.in_((False, True) if question.again else (False,))
    if period.first is not None:
        yield column.day >= number_of(period.first)
    if period.last is not None:
        yield column.day <= number_of(period.last)


def of_cell(rollup: Table, question: Question) -> Iterator[ColumnElement[bool]]:
    """Those of the one value that is asked about, or of the whole."""
    column, only = rollup.c, question.only
    yield column.slice == (only.slice if only else "")
    yield column.value == (only.value if only else "")
