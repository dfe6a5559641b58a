"""What became of each step's messages: from the rollup of the days."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.messages import ScriptMessage, messages_of
from funnels.analytics.question import Question
from funnels.analytics.rows import StepRow
from funnels.definition.script import Script
from storage.queries.rows_asked import rows_asked
from storage.rollups.step_days import FIGURES
from storage.rollups.tables import step_days


@dataclass(frozen=True, kw_only=True)
class StepCount:
    """The figures of one step or follow-up."""

    delivered: int = 0
    failed: int = 0
    clicked: int = 0
    answered: int = 0
    asked_to_pay: int = 0
    paid: int = 0
    left_within_day: int = 0

    @property
    def sells(self) -> bool:
        """Whether anybody has asked to pay or paid there."""
        return bool(self.asked_to_pay or self.paid)


async def step_rows(conn: AsyncConnection, script: Script, question: Question) -> list[StepRow]:
    """Every message of the script in its order, then those of older versions that have figures; never of a slice."""
    counts = await step_counts(conn, question)
    messages = list(messages_of(script))
    known = {message.key for message in messages}
    stages = {stage.stage for stage in script.stages}
    older = sorted(key for key in counts if key not in known and _stage(key) in stages)
    gone = [ScriptMessage(key=key, label="", asks=True, sells=counts[key].sells) for key in older]
    return [_row(message, counts.get(message.key, StepCount())) for message in (*messages, *gone)]


async def step_counts(conn: AsyncConnection, question: Question) -> dict[str, StepCount]:
    """The figures by the key of the step, of all versions; never of a slice."""
    query = (
        select(step_days.c.step, *(func.sum(step_days.c[figure]) for figure in FIGURES))
        .where(*rows_asked(step_days, question))
        .group_by(step_days.c.step)
    )
    return {
        step: StepCount(**dict(zip(FIGURES, map(int, sums), strict=True)))
        for step, *sums in await conn.execute(query)
        if any(sums)
    }


def _row(message: ScriptMessage, count: StepCount) -> StepRow:
    return StepRow(
        stage=_stage(message.key),
        step=message.key,
        label=message.label,
        sent=count.delivered + count.failed,
        asks=message.asks,
        sells=message.sells,
        **vars(count),
    )


def _stage(key: str) -> str:
    return key.partition(".")[0]
