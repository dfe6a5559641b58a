"""What became of each step's messages: every delivery counts, a click or an answer once a journey."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.messages import ScriptMessage, messages_of
from funnels.analytics.rows import StepRow
from funnels.definition.script import Script
from storage.queries.sales import paid_by_step
from storage.tables import events

_MESSAGES = ("delivered", "failed")
_PEOPLE = ("clicked", "answered", "asked_to_pay")
_COUNTS = (
    select(events.c.step, events.c.event, func.count(), func.count(events.c.journey_id.distinct()))
    .where(
        events.c.funnel == bindparam("funnel"),
        events.c.run == 1,
        events.c.event.in_((*_MESSAGES, *_PEOPLE)),
        events.c.step != "",
    )
    .group_by(events.c.step, events.c.event)
)


@dataclass(frozen=True, kw_only=True)
class StepCount:
    """The figures of one step or follow-up."""

    delivered: int = 0
    failed: int = 0
    clicked: int = 0
    answered: int = 0
    asked_to_pay: int = 0
    paid: int = 0

    @property
    def sells(self) -> bool:
        """Whether anybody has asked to pay or paid there."""
        return bool(self.asked_to_pay or self.paid)


async def step_rows(conn: AsyncConnection, script: Script) -> list[StepRow]:
    """Every message of the script in its order, then those of older versions that have figures."""
    counts = await _counts(conn, script.funnel)
    messages = list(messages_of(script))
    known = {message.key for message in messages}
    stages = {stage.stage for stage in script.stages}
    older = sorted(key for key in counts if key not in known and _stage(key) in stages)
    gone = [ScriptMessage(key=key, label="", asks=True, sells=counts[key].sells) for key in older]
    return [_row(message, counts.get(message.key, StepCount())) for message in (*messages, *gone)]


async def _counts(conn: AsyncConnection, funnel: str) -> dict[str, StepCount]:
    figures: dict[str, dict[str, int]] = {}
    for step, event, times, people in await conn.execute(_COUNTS, {"funnel": funnel}):
        figures.setdefault(step, {})[event] = times if event in _MESSAGES else people
    for step, people in (await paid_by_step(conn, funnel)).items():
        figures.setdefault(step, {})["paid"] = people
    return {step: StepCount(**counted) for step, counted in figures.items()}


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
