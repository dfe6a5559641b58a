"""Which journeys a question is about, as conditions of a query on `journeys`."""

from datetime import tzinfo

from sqlalchemy import ColumnElement, Text, func, type_coerce

from funnels.analytics.period import Period
from funnels.analytics.question import Cell, Question
from storage.queries.span import within
from storage.tables import journeys
from storage.types import json_text


def journeys_asked(question: Question, zone: tzinfo, *, period: Period) -> list[ColumnElement[bool]]:
    """Those of the funnel that started in the period, in question or another; a person's first one, or all of them."""
    conditions = [journeys.c.funnel == question.funnel, *within(journeys.c.started_at, period, zone)]
    if not question.again:
        conditions.append(journeys.c.run == 1)
    if question.only:
        conditions.append(in_cell(question.only))
    return conditions


def in_cell(cell: Cell) -> ColumnElement[bool]:
    """Those of one value of a slice: LIKE would take `VK` for `vk` on SQLite."""
    slices = type_coerce(journeys.c.slices, Text)
    return func.replace(slices, json_text(f"{cell.slice}={cell.value}"), "") != slices
