"""Where journeys went from stage to stage, and what was sold where: the baseline of a what-if, by contact date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.forecast import Baseline, Sale, StageFlow
from funnels.analytics.question import Question
from funnels.definition.schema import Stage
from storage.queries.asked import journeys_asked
from storage.queries.revenue import sold_by_stage
from storage.queries.stages import StageCount, stage_counts
from storage.rollups.stage_days import START
from storage.tables import journeys, stage_passages


async def baseline(conn: AsyncConnection, stages: Sequence[Stage], question: Question, zone: tzinfo) -> Baseline:
    """The journeys that started in the period, through these stages, which are those of the script in its order."""
    question = replace(question, by="contact")
    counts = await stage_counts(conn, question)
    names = [stage.stage for stage in stages]
    led = await _led(conn, names, question, zone)
    started = counts.get(START, StageCount()).reached
    flows = []
    for name, later in zip(names, [*names[1:], ""], strict=True):
        count, (passed, both) = counts.get(name, StageCount()), led.get(name, (0, 0))
        reached_later = counts.get(later, StageCount()).reached if later else 0
        flows.append(
            StageFlow(
                stage=name,
                reached=count.reached,
                passed=count.passed,
                on=passed,
                on_unpassed=both - passed,
                on_unreached=reached_later - both,
            )
        )
    return Baseline(
        started=started,
        entered=flows[0].reached if flows else 0,
        stages=tuple(flows),
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
    )


def _stage_of(named: str, product: str, stages: Sequence[Stage]) -> str:
    """Where it was ordered, else whose goal it is; empty: neither is known."""
    if any(stage.stage == named for stage in stages):
        return named
    return next((stage.stage for stage in stages if product in stage.sells), "")


async def _led(
    conn: AsyncConnection, names: Sequence[str], question: Question, zone: tzinfo
) -> dict[str, tuple[int, int]]:
    """By stage, how many of those who passed it reached the next one, and how many of all who reached it did."""
    rows = await conn.execute(_led_on(names, question, zone)) if names[1:] else []
    return {stage: (passed, both) for stage, passed, both in rows}


def _led_on(names: Sequence[str], question: Question, zone: tzinfo) -> Select[Any]:
    here, later = stage_passages.alias("here"), stage_passages.alias("later")
    following = case(dict(pairwise(names)), value=here.c.stage)
    return (
        select(here.c.stage, func.count(here.c.passed_at), func.count())
        .join_from(here, later, (later.c.journey_id == here.c.journey_id) & (later.c.stage == following))
        .join(journeys, journeys.c.id == here.c.journey_id)
        .where(*journeys_asked(question, zone, period=question.period))
        .group_by(here.c.stage)
    )
