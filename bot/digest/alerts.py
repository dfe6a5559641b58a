"""What is wrong with a funnel now: stages that broke in the last full days, steps whose messages do not arrive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from math import ceil

from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.alarm import arrives, fails, fell, recovered
from funnels.analytics.judgement import BASELINE, FEWEST, Count
from funnels.analytics.question import Question
from funnels.definition.script import Script
from storage.queries.failing import deliveries, failing
from storage.queries.followed import Watch, followed
from storage.queries.lengths import stage_lengths
from storage.queries.span import midnight

_DAY = timedelta(days=1)
_DAYS = (1, 3, 7)
"""The last full day, or more of them where too few people came."""

_LONGEST = 7
"""Days a stage is waited for: one that usually takes longer is judged by those who pass sooner."""


@dataclass(frozen=True, kw_only=True)
class Alert:
    """One thing that is wrong.

    Attributes:
        name: by which it is told once.
        stage: the stage that broke; empty: a step.
        step: the step whose messages fail.
        before: how it usually is: (passed, reached), or (failed, sent).
        days: how long after they reached it people are waited for.
        reason: what Telegram said last.
    """

    name: str
    before: Count
    now: Count
    stage: str = ""
    days: int = 0
    step: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was looked for: what is wrong, and the names of what is right again."""

    wrong: Sequence[Alert]
    right: Sequence[str]


async def broken_stages(conn: AsyncConnection, script: Script, now: datetime, zone: tzinfo) -> Found:
    """By who reached each stage in the last days that had the time in which most pass it."""
    lengths = await stage_lengths(conn, Question(funnel=script.funnel))
    waits = {
        stage.stage: _days(lengths[stage.stage].p90_seconds if stage.stage in lengths else 0) for stage in script.stages
    }
    wrong, right = list[Alert](), list[str]()
    for days in sorted(set(waits.values())):
        mine = [stage for stage, wait in waits.items() if wait == days]
        for stage, before, count in await _windows(conn, script.funnel, mine, days, midnight(_today(now, zone), zone)):
            name = f"fell {script.funnel} {stage}"
            if fell(before, count):
                wrong.append(Alert(name=name, stage=stage, before=before, now=count, days=days))
            elif recovered(before, count):
                right.append(name)
    return Found(wrong=wrong, right=right)


async def failing_steps(conn: AsyncConnection, script: Script, now: datetime, open_: Mapping[str, str]) -> Found:
    """By the last 24 hours; `open_` are the alerts that were told, by step."""
    day = now - _DAY
    seen = {one.step: one for one in await failing(conn, script.funnel, day)}
    steps = {*seen, *open_}
    counts = await deliveries(conn, script.funnel, steps, day, now)
    usual = await deliveries(conn, script.funnel, steps, day - BASELINE, day)
    wrong = [
        Alert(name=failing_name(script.funnel, step), step=step, before=before, now=count, reason=seen[step].reason)
        for step, count in counts.items()
        if step in seen and fails(before := usual.get(step, (0, 0)), count)
    ]
    right = [name for step, name in open_.items() if arrives(usual.get(step, (0, 0)), counts.get(step, (0, 0)))]
    return Found(wrong=wrong, right=right)


def failing_name(funnel: str, step: str) -> str:
    """By which the alert about a step is told once."""
    return f"fails {funnel} {step}"


async def _windows(
    conn: AsyncConnection, funnel: str, stages: Sequence[str], days: int, today: datetime
) -> list[tuple[str, Count, Count]]:
    """Each stage with what it usually does and what it did in the fewest last days in which enough people came."""
    until, within = today - days * _DAY, days * _DAY
    counts = [
        await followed(conn, funnel, stages, Watch(since=until - length * _DAY, until=until, within=within))
        for length in _DAYS
    ]
    first = until - _DAYS[-1] * _DAY
    usual = await followed(conn, funnel, stages, Watch(since=first - BASELINE, until=first, within=within))
    found = []
    for stage in stages:
        enough = (count[stage] for count in counts if count.get(stage, (0, 0))[1] >= FEWEST)
        found.append((stage, usual.get(stage, (0, 0)), next(enough, (0, 0))))
    return found


def _days(seconds: float) -> int:
    return min(max(ceil(seconds / _DAY.total_seconds()), 1), _LONGEST)


def _today(now: datetime, zone: tzinfo) -> date:
    return now.astimezone(zone).date()
