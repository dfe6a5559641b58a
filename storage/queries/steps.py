"""What became of each step's messages: every delivery counts, a click or an answer once a journey."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.messages import messages_of
from funnels.analytics.rows import StepRow
from funnels.definition.script import Script
from storage.tables import events

_MESSAGES = ("delivered", "failed")
_PEOPLE = ("clicked", "answered")
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


async def step_rows(conn: AsyncConnection, script: Script) -> list[StepRow]:
    """Every message of the script in its order, then those of older versions that have figures."""
    counts = await _counts(conn, script.funnel)
    messages = list(messages_of(script))
    labels = {message.key: message.label for message in messages}
    silent = {message.key for message in messages if not message.asks}
    stages = {stage.stage for stage in script.stages}
    older = sorted(key for key in counts if key not in labels and _stage(key) in stages)
    keys = (*labels, *older)
    return [_row(key, labels.get(key, ""), counts.get(key, StepCount()), asks=key not in silent) for key in keys]


async def _counts(conn: AsyncConnection, funnel: str) -> dict[str, StepCount]:
    figures: dict[str, dict[str, int]] = {}
    for step, event, times, people in await conn.execute(_COUNTS, {"funnel": funnel}):
        figures.setdefault(step, {})[event] = times if event in _MESSAGES else people
    return {step: StepCount(**counted) for step, counted in figures.items()}


def _row(key: str, label: str, count: StepCount, *, asks: bool) -> StepRow:
    sent = count.delivered + count.failed
    return StepRow(stage=_stage(key), step=key, label=label, sent=sent, asks=asks, **vars(count))


def _stage(key: str) -> str:
    return key.partition(".")[0]
