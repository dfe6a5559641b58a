"""Who took which variant of an experiment, and what became of them after that: from the rollups of variants."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.experiment import VariantCount
from funnels.analytics.question import Question
from storage.days import date_of
from storage.queries.rows_asked import rows_asked
from storage.rollups.tables import variant_days, variant_sales


@dataclass(frozen=True, kw_only=True)
class Known:
    """An experiment that somebody has taken part in.

    Attributes:
        stages: those in which its `split` has stood: in the order in which they were newly come to last.
        since: the first day on which somebody took part.
    """

    name: str
    variants: Sequence[str]
    stages: Sequence[str]
    since: date


async def known_experiments(conn: AsyncConnection, funnel: str) -> list[Known]:
    """Those of all versions of the funnel, the oldest first."""
    days = variant_days.c
    keys = days.experiment, days.variant, days.stage
    taken = (
        select(*keys, days.day)
        .where(days.funnel == funnel, days.calendar.is_(True))
        .group_by(*keys, days.day)
        .having(func.sum(days.taken) > 0)
        .subquery("taken")
    )
    last = func.max(taken.c.day).label("last")
    query = (
        select(taken.c.experiment, taken.c.variant, taken.c.stage, func.min(taken.c.day), last)
        .group_by(taken.c.experiment, taken.c.variant, taken.c.stage)
        .order_by(last, taken.c.stage)
    )
    found: dict[str, list[tuple[str, str, int]]] = {}
    for name, variant, stage, since, _ in await conn.execute(query):
        found.setdefault(name, []).append((variant, stage, since))
    known = [
        Known(
            name=name,
            variants=sorted({variant for variant, _, _ in rows}),
            stages=list(dict.fromkeys(stage for _, stage, _ in reversed(rows)))[::-1],
            since=date_of(min(since for _, _, since in rows)),
        )
        for name, rows in found.items()
    ]
    return sorted(known, key=lambda one: (one.since, one.name))


async def variant_counts(
    conn: AsyncConnection, question: Question, known: Known, stage: str
) -> dict[str, VariantCount]:
    """The variants anybody took, by journeys in question: by contact those that started, by calendar that took it."""
    days, sales = variant_days.c, variant_sales.c
    took = (
        select(days.variant, days.stage, func.sum(days.taken), func.sum(days.passed))
        .where(*rows_asked(variant_days, question), days.experiment == known.name)
        .group_by(days.variant, days.stage)
    )
    bought = (
        select(sales.variant, func.sum(sales.bought))
        .where(*rows_asked(variant_sales, question), sales.experiment == known.name)
        .group_by(sales.variant)
    )
    people: dict[str, int] = {}
    passed: dict[str, int] = {}
    for variant, of_stage, taken, met in await conn.execute(took):
        people[variant] = people.get(variant, 0) + int(taken)
        if of_stage == stage:
            passed[variant] = int(met)
    sold = {variant: int(number) for variant, number in await conn.execute(bought)}
    return {
        variant: VariantCount(people=number, passed=passed.get(variant, 0), bought=sold.get(variant, 0))
        for variant, number in people.items()
        if number
    }
