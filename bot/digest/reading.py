"""What a digest tells of one funnel, from storage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reports.experiments.reading import read_experiments
from bot.reports.weak.reading import Diagnosis, diagnose
from funnels.analytics.due import Due
from funnels.analytics.experiment import Experiment
from funnels.analytics.interval import Interval, difference
from funnels.analytics.judgement import FEWEST, Count
from funnels.analytics.period import Period
from funnels.analytics.question import Question
from funnels.definition.script import Script
from storage.queries.followed import Watch, followed
from storage.queries.money import MoneyCount, money_counts
from storage.queries.span import midnight
from storage.queries.stages import stage_counts
from storage.rollups.stage_days import START

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class StageChange:
    """One stage, each (passed, reached): who reached it in the period, and passed before the period was over."""

    stage: str
    title: str
    before: Count
    now: Count

    @property
    def change(self) -> Interval | None:
        """The difference of the conversions, where it is beyond chance; None: it is not, or of too few people."""
        if min(self.before[1], self.now[1]) < FEWEST:
            return None
        found = difference(self.before, self.now)
        return None if found.holds(0) else found


@dataclass(frozen=True, kw_only=True)
class Digest:
    """One funnel in a period, beside the period before.

    Attributes:
        started: journeys that started, re-entries not counted.
        money: by currency.
        tests: experiments that have had enough people.
    """

    funnel: str
    title: str
    due: Due
    started: int
    started_before: int
    stages: tuple[StageChange, ...]
    money: Mapping[str, MoneyCount]
    money_before: Mapping[str, MoneyCount]
    diagnosis: Diagnosis
    tests: tuple[Experiment, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened in the period nor in the one before."""
        moved = any(one.now[1] or one.before[1] for one in self.stages)
        return not (self.started or self.started_before or moved or self.money or self.money_before)


async def read_digest(conn: AsyncConnection, script: Script, due: Due, *, now: datetime, zone: tzinfo) -> Digest:
    """Of the days the digest is due for."""
    period, before = due.period, due.period.before()
    assert before is not None  # it is closed
    funnel = script.funnel
    old, new = _span(before, zone), _span(period, zone)
    names = [stage.stage for stage in script.stages]
    stages_before = await followed(conn, funnel, names, Watch(since=old[0], until=old[1]))
    stages_now = await followed(conn, funnel, names, Watch(since=new[0], until=new[1]))
    experiments = await read_experiments(conn, script, Question(funnel=funnel))
    return Digest(
        funnel=funnel,
        title=script.title or funnel,
        due=due,
        started=await _started(conn, funnel, period),
        started_before=await _started(conn, funnel, before),
        stages=tuple(
            StageChange(
                stage=stage.stage,
                title=stage.title or stage.stage,
                before=stages_before.get(stage.stage, (0, 0)),
                now=stages_now.get(stage.stage, (0, 0)),
            )
            for stage in script.stages
        ),
        money=await money_counts(conn, Question(funnel=funnel, period=period, by="calendar")),
        money_before=await money_counts(conn, Question(funnel=funnel, period=before, by="calendar")),
        diagnosis=await diagnose(conn, script, Question(funnel=funnel), now, zone),
        tests=_complete(experiments),
    )


def _complete(experiments: Sequence[Experiment]) -> tuple[Experiment, ...]:
    return tuple(one for one in experiments if one.is_complete)


async def _started(conn: AsyncConnection, funnel: str, period: Period) -> int:
    counts = await stage_counts(conn, Question(funnel=funnel, period=period, by="calendar"))
    return counts[START].reached if START in counts else 0


def _span(period: Period, zone: tzinfo) -> tuple[datetime, datetime]:
    """From its first moment to the one after its last."""
    first, last = _ends(period)
    return midnight(first, zone), midnight(last + _DAY, zone)


def _ends(period: Period) -> tuple[date, date]:
    assert period.first is not None  # digests have closed periods
    assert period.last is not None  # as above
    return period.first, period.last
