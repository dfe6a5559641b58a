"""Who took which variant of an experiment, and what became of them after that; counted from facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy import and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.experiment import VariantCount
from funnels.analytics.question import Question
from storage.queries.asked import journeys_asked
from storage.queries.span import within
from storage.selling_tables import SOLD, orders
from storage.tables import events, journeys, stage_passages


@dataclass(frozen=True, kw_only=True)
class Known:
    """An experiment that somebody has taken part in; moments are UTC."""

    name: str
    variants: Sequence[str]
    steps: Sequence[str]
    """The keys its `split` has had, the newest last."""
    since: datetime
    last: datetime
    """When somebody took part last."""


_MARKED = (events.c.event == "variant", events.c.step != "")
_SOLD = (
    select(orders.c.journey_id, func.max(orders.c.paid_at).label("at"))
    .where(SOLD, orders.c.journey_id.is_not(None))
    .group_by(orders.c.journey_id)
    .subquery("sold")
)


async def known_experiments(conn: AsyncConnection, funnel: str) -> list[Known]:
    """Those of all versions of the funnel, the oldest first."""
    query = (
        select(events.c.detail, events.c.step, func.min(events.c.at), func.max(events.c.at).label("last"))
        .where(events.c.funnel == funnel, *_MARKED)
        .group_by(events.c.detail, events.c.step)
        .order_by("last")
    )
    found: dict[str, list[tuple[str, str, datetime, datetime]]] = {}
    for detail, step, since, last in await conn.execute(query):
        name, _, variant = detail.partition("=")
        found.setdefault(name, []).append((variant, step, since, last))
    known = [
        Known(
            name=name,
            variants=sorted({variant for variant, *_ in rows}),
            steps=list(dict.fromkeys(step for _, step, *_ in rows)),
            since=min(since for *_, since, _ in rows),
            last=max(last for *_, last in rows),
        )
        for name, rows in found.items()
    ]
    return sorted(known, key=lambda one: (one.since, one.name))


async def variant_counts(
    conn: AsyncConnection, question: Question, known: Known, stage: str, zone: tzinfo
) -> dict[str, VariantCount]:
    """The variants anybody took, by journeys in question: by contact those that started, by calendar that took it."""
    details = {f"{known.name}={variant}": variant for variant in known.variants}
    first = func.min(events.c.at).label("at")
    taken = (
        select(events.c.journey_id, events.c.detail, first)
        .where(
            events.c.funnel == question.funnel,
            *_MARKED,
            events.c.step.in_(known.steps),
            events.c.detail.in_(details),
        )
        .group_by(events.c.journey_id, events.c.detail)
    )
    if not question.again:
        taken = taken.where(events.c.run == 1)
    took = taken.subquery("took")
    passed, sold = stage_passages.c, _SOLD.c
    query = (
        select(
            took.c.detail,
            func.count(),
            func.count(case((passed.passed_at >= took.c.at, 1))),
            func.count(case((sold.at >= took.c.at, 1))),
        )
        .select_from(took)
        .join(journeys, journeys.c.id == took.c.journey_id)
        .outerjoin(stage_passages, and_(passed.journey_id == took.c.journey_id, passed.stage == stage))
        .outerjoin(_SOLD, sold.journey_id == took.c.journey_id)
        .group_by(took.c.detail)
    )
    if question.by == "contact":
        query = query.where(*journeys_asked(question, zone, period=question.period))
    else:
        query = query.where(*within(took.c.at, question.period, zone))
    return {
        details[detail]: VariantCount(people=people, passed=met, bought=bought)
        for detail, people, met, bought in await conn.execute(query)
    }
