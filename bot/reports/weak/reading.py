"""The verdict on every stage of a funnel, from storage.

Judged are the journeys that started in the period and reached the stage early enough: as long ago as nine of ten passes
take. Who came later is still on the way, and would make every stage look weak.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.judgement import BASELINE, Count, StageJudgement, StageSeen, judge, narrowest, ranked
from funnels.analytics.period import Period, last_days
from funnels.analytics.question import Cell, Question
from funnels.analytics.weeks import weeks
from funnels.definition.script import Script
from storage.queries.judged import Since, earned_after, too_young
from storage.queries.lengths import stage_lengths
from storage.queries.stages import StageCount, daily_counts, stage_counts
from storage.queries.symptoms import Symptoms, symptoms

DAYS = 30
"""The period of a question that has none: all of the time has nothing before it to compare with."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """What is known of the stages of a funnel.

    Attributes:
        only: the one value of a slice whose journeys are judged; None: all of them.
        judgements: of each stage, in the script's order.
        young: how many reached each stage too late to be judged.
        suspect: the weak stage that costs most, or else the narrowest; None: nothing is known.
        is_lower: whether the narrowest is below the next by more than chance.
        symptoms: what the suspect's messages did to people, in the script's order, and to how many.
        weeks: (passed, reached) of the suspect by the week of the start, as far as people had the time.
    """

    period: Period
    only: Cell | None
    judgements: tuple[StageJudgement, ...]
    young: dict[str, int]
    weak: tuple[StageJudgement, ...]
    suspect: StageJudgement | None
    is_lower: bool
    symptoms: Symptoms
    weeks: tuple[tuple[Period, Count], ...]


async def diagnose(conn: AsyncConnection, script: Script, question: Question, now: datetime, zone: tzinfo) -> Diagnosis:
    """Judge every stage of the script."""
    period = question.period
    if period.first is None or period.last is None:
        period = last_days(DAYS, now.astimezone(zone).date())
    asked = Question(funnel=script.funnel, period=period, only=question.only, again=question.again)
    lengths = await stage_lengths(conn, Question(funnel=script.funnel))
    since = {
        stage.stage: now - timedelta(seconds=lengths[stage.stage].p90_seconds if stage.stage in lengths else 0)
        for stage in script.stages
    }
    reading = _Reading(conn=conn, script=script, asked=asked, since=since, zone=zone)
    judgements, young = await reading.judged()
    weak = tuple(ranked(judgements))
    lowest = narrowest(judgements)
    suspect = weak[0] if weak else lowest[0] if lowest else None
    seen = await symptoms(conn, asked, suspect.stage, since[suspect.stage], zone) if suspect else Symptoms()
    by_week = await reading.by_week(suspect.stage) if suspect else []
    place = {key: number for number, key in enumerate(script.order)}
    return Diagnosis(
        period=period,
        only=question.only,
        judgements=tuple(judgements),
        young=young,
        weak=weak,
        suspect=suspect,
        is_lower=lowest is not None and lowest[1],
        symptoms=seen._replace(
            messages=sorted(
                seen.messages, key=lambda one: (place.get(one.step.partition("#")[0], len(place)), one.step)
            )
        ),
        weeks=tuple(by_week),
    )


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """What the counts are read by."""

    conn: AsyncConnection
    script: Script
    asked: Question
    since: Since
    zone: tzinfo

    async def judged(self) -> tuple[list[StageJudgement], dict[str, int]]:
        """Of every stage, and how many could not be judged yet."""
        first, last = self.asked.period.first, self.asked.period.last
        assert first is not None  # an open period was closed
        before = Period(first=first - BASELINE, last=first - _DAY)
        periods = before, self.asked.period
        counts = [await stage_counts(self.conn, replace(self.asked, period=period)) for period in periods]
        young = await too_young(self.conn, self.asked, self.since, self.zone, periods)
        earlier, now = (self._old_enough(*of_period) for of_period in zip(counts, young, strict=True))
        values = await self._values(Period(first=before.first, last=last), counts)
        judgements = [
            judge(
                StageSeen(
                    stage=stage.stage,
                    title=stage.title or stage.stage,
                    now=now[stage.stage],
                    before=earlier[stage.stage],
                    target=stage.target,
                    values=values.get(stage.stage, {}),
                )
            )
            for stage in self.script.stages
        ]
        return judgements, {stage: reached for stage, (_, reached) in young[-1].items()}

    async def by_week(self, stage: str) -> list[tuple[Period, Count]]:
        """The weeks before the period and those of it, up to the day from which people are still on their way."""
        first, last = self.asked.period.first, self.asked.period.last
        assert first is not None  # an open period was closed
        assert last is not None
        period = Period(first=first - BASELINE, last=min(last, self.since[stage].astimezone(self.zone).date()))
        daily = await daily_counts(self.conn, replace(self.asked, period=period), stage)
        return weeks(period, {day: (count.passed, count.reached) for day, count in daily.items()})

    def _old_enough(self, counts: Mapping[str, StageCount], young: Mapping[str, Count]) -> dict[str, Count]:
        """(passed, reached) of who had the time, by stage."""
        found: dict[str, Count] = {}
        for stage in self.since:
            count, (passed, reached) = counts.get(stage, StageCount()), young.get(stage, (0, 0))
            found[stage] = count.passed - passed, count.reached - reached
        return found

    async def _values(self, period: Period, counts: Iterable[Mapping[str, StageCount]]) -> dict[str, dict[str, float]]:
        """What a pass of each stage brought in the mean, by currency."""
        passes = Counter[str]()
        for of_period in counts:
            passes.update({stage: count.passed for stage, count in of_period.items()})
        earned = await earned_after(self.conn, self.asked, period, self.zone)
        return {
            stage: {currency: max(net, 0) / passes[stage] for currency, net in nets.items()}
            for stage, nets in earned.items()
            if passes[stage]
        }
