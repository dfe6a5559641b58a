"""Where journeys went from stage to stage, and what was sold where: the baseline of a what-if, by contact date."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, and_, bindparam, case, func, null, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.forecast import Baseline, Sale, StageFlow
from funnels.analytics.going_on import Group, gone_on
from funnels.analytics.question import Question
from funnels.definition.schema import Stage
from storage.batches import portions
from storage.queries.asked import journeys_asked
from storage.queries.chosen import chosen, step_for
from storage.queries.revenue import sold_by_stage
from storage.queries.stages import StageCount, stage_counts
from storage.rollups.stage_days import START
from storage.tables import journeys, stage_passages

MOST = 10_000
"""Journeys that are followed from stage to stage: chance leaves any share of them within 1 percentage point (95 %)."""

_MOST_READ = 100_000
"""Journeys of which it is looked up whether they are of the value of a slice."""

_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)


class _Went(NamedTuple):
    """What those who are followed did with one stage."""

    reached: int = 0
    passed: int = 0
    on: int = 0
    """Of those who reached it, how many reached the next one."""
    passed_on: int = 0
    """Of those who passed it."""


async def baseline(
    conn: AsyncConnection, stages: Sequence[Stage], question: Question, zone: tzinfo, *, most: int = MOST
) -> Baseline:
    """The journeys that started in the period, through these stages, which are those of the script in its order.

    Of more than `most` about so many are followed from stage to stage; everything else is counted of all.
    """
    question = replace(question, by="contact")
    counts = await stage_counts(conn, question)
    started = counts.get(START, StageCount()).reached
    names = [stage.stage for stage in stages]
    followed = await _followed(conn, question, zone, started, most)
    flows = tuple(_flows(names, counts, len(followed), await _went(conn, names, followed)))
    return Baseline(
        started=started,
        entered=flows[0].reached if flows else 0,
        stages=flows,
        sales=tuple(
            [
                Sale(
                    stage=_stage_of(stage, sold.name, stages),
                    product=sold.name,
                    currency=sold.currency,
                    orders=sold.orders,
                    revenue=sold.revenue,
                    refunded=sold.refunded,
                )
                for stage, sold in await sold_by_stage(conn, question)
            ]
        ),
        followed=len(followed),
    )


def _stage_of(named: str, product: str, stages: Sequence[Stage]) -> str:
    """Where it was ordered, else whose goal it is; empty: neither is known."""
    if any(stage.stage == named for stage in stages):
        return named
    return next((stage.stage for stage in stages if product in stage.sells), "")


def _flows(
    names: Sequence[str], counts: Mapping[str, StageCount], followed: int, went: Mapping[str, _Went]
) -> Iterator[StageFlow]:
    started = counts.get(START, StageCount()).reached
    for name, later in zip(names, [*names[1:], ""], strict=True):
        count, seen = counts.get(name, StageCount()), went.get(name, _Went())
        came = went.get(later, _Went()).reached
        groups = (
            Group(count.passed, seen.passed, seen.passed_on),
            Group(count.reached - count.passed, seen.reached - seen.passed, seen.on - seen.passed_on),
            Group(started - count.reached, followed - seen.reached, came - seen.on),
        )
        on, on_unpassed, on_unreached = gone_on(groups, counts.get(later, StageCount()).reached if later else 0)
        yield StageFlow(
            stage=name,
            reached=count.reached,
            passed=count.passed,
            on=on,
            on_unpassed=on_unpassed,
            on_unreached=on_unreached,
        )


async def _followed(conn: AsyncConnection, question: Question, zone: tzinfo, started: int, most: int) -> Sequence[int]:
    """The ids of those of the journeys in question that are followed."""
    step = step_for(started, most)
    if question.only:
        everybody = (await stage_counts(conn, replace(question, only=None))).get(START, StageCount())
        step = max(step, step_for(everybody.reached, _MOST_READ))
    asked = journeys_asked(question, zone, period=question.period)
    return (await conn.execute(select(journeys.c.id).where(*asked, chosen(journeys.c.id, step)))).scalars().all()


async def _went(conn: AsyncConnection, names: Sequence[str], followed: Sequence[int]) -> Mapping[str, _Went]:
    """By stage."""
    found: dict[str, _Went] = {}
    query = _went_on(names)
    for portion in portions(followed):
        for stage, *went in await conn.execute(query, {"ids": portion}):
            found[stage] = _Went(*map(sum, zip(found.get(stage, _Went()), went, strict=True)))
    return found


def _went_on(names: Sequence[str]) -> Select[Any]:
    here, later = stage_passages.alias("here"), stage_passages.alias("later")
    following = case(dict(pairwise(names)), value=here.c.stage) if names[1:] else null()
    return (
        select(
            here.c.stage,
            func.count(),
            func.count(here.c.passed_at),
            func.count(later.c.journey_id),
            func.count(case((later.c.journey_id.is_not(None), here.c.passed_at))),
        )
        .outerjoin_from(here, later, and_(later.c.journey_id == here.c.journey_id, later.c.stage == following))
        .where(here.c.journey_id.in_(_IDS))
        .group_by(here.c.stage)
    )
