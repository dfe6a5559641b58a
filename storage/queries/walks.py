"""Which journeys a question is about, as conditions of a query on `journeys`."""

from datetime import tzinfo

from sqlalchemy import ColumnElement

from funnels.analytics.period import Period
from funnels.analytics.question import Question
from storage.queries.span import within
from storage.tables import journeys


def journeys_asked(question: Question, zone: tzinfo, *, period: Period) -> list[ColumnElement[bool]]:
    """Those of the funnel that started in the period, in question or another; a person's first one, or all of them."""
    conditions = [journeys.c.funnel == question.funnel, *within(journeys.c.started_at, period, zone)]
    if not question.again:
        conditions.append(journeys.c.run == 1)
    return conditions
