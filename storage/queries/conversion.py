"""How a funnel converts, counted from facts: the first walk of every subscriber, from the first to now."""

from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.question import Question
from funnels.analytics.rows import StageRow, StepRow
from funnels.definition.script import Script
from storage.queries.lengths import stage_lengths
from storage.queries.stages import StageCount, stage_counts
from storage.queries.steps import step_rows
from storage.rollups.stage_days import START


async def conversion(conn: AsyncConnection, script: Script) -> tuple[int, list[StageRow], list[StepRow]]:
    """How many started, and the stages and steps of the script in its order."""
    question = Question(funnel=script.funnel)
    counts = await stage_counts(conn, question)
    lengths = await stage_lengths(conn, question)
    stages = []
    for stage in script.stages:
        count, length = counts.get(stage.stage, StageCount()), lengths.get(stage.stage)
        stages.append(
            StageRow(
                stage=stage.stage,
                title=str(stage.title or stage.stage),
                reached=count.reached,
                passed=count.passed,
                lost=count.lost,
                inside=count.inside,
                median_seconds=length.median_seconds if length else None,
                p90_seconds=length.p90_seconds if length else None,
            )
        )
    return counts.get(START, StageCount()).reached, stages, await step_rows(conn, script, question)
