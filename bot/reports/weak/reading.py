"""The verdict on every stage of a funnel, from storage.

Judged are the journeys that started in the period and reached the stage early enough: as long ago as nine of ten passes
take. Who came later is still on the way, and would make every stage look weak.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.judgement import BASELINE, Count, StageJudgement, StageSeen, judge, narrowest, ranked
from funnels.analytics.period import Period, last_days
from funnels.analytics.question import Question
from funnels.analytics.weeks import weeks
from funnels.definition.script import Script
from storage.queries.judged import Since, earned_after, too_young
from storage.queries.lengths import stage_lengths
from storage.queries.stages import daily_counts, stage_counts
from storage.queries.symptoms import Symptom, symptoms

DAYS = 30
"""The period of a question that has none: all of the time has nothing before it to compare with."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """What is known of the stages of a funnel.

    Attributes:
        judgements: of each stage, in the script's order.
        young: how many reached each stage too late to be judged.
        suspect: the weak stage that costs most, or else the narrowest; None: nothing is known.
        is_lower: whether the narrowest is below the next by more than chance.
        symptoms: what the suspect's messages did to people, in the script's order.
        weeks: (passed, reached) of the suspect by the week of the start, as far as people had the time.
    """

    period: Period
    judgements: tuple[StageJudgement, ...]
    young: dict[str, int]
    weak: tuple[StageJudgement, ...]
    suspect: StageJudgement | None
    is_lower: bool
    symptoms: tuple[Symptom, ...]
    weeks: tuple[tuple[Period, Count], ...]


async def diagnose(conn: AsyncConnection, script: Script, question: Question, now: datetime, zone: tzinfo) -> Diagnosis:
    """Judge every stage of the script."""
    period = question.period
    if period.first is None or period.last is None:
        period = last_days(DAYS, now.astimezone(zone).date())
    asked = Question(funnel=script.funnel, period=period, again=question.again)
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
    seen = await symptoms(conn, asked, suspect.stage, since[suspect.stage], zone) if suspect else []
    by_week = await reading.by_week(suspect.stage) if suspect else []
    place = {key: number for number, key in enumerate(script.order)}
    return Diagnosis(
        period=period,
        judgements=tuple(judgements),
        young=young,
        weak=weak,
        suspect=suspect,
        is_lower=lowest is not None and lowest[1],
        symptoms=tuple(sorted(seen, key=lambda one: (place.get(one.step.partition("#")[0], len(place)), one.step))),
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
        now, young = await self._counts(self.asked)
        earlier, _ = await self._counts(replace(self.asked, period=before))
        values = await self._values(Period(first=before.first, last=last))
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
        return judgements, young

    async def by_week(self, stage: str) -> list[tuple[Period, Count]]:
        """The weeks before the period and those of it, up to the day from which people are still on their way."""
        first, last = self.asked.period.first, self.asked.period.last
        assert first is not None  # an open period was closed
        assert last is not None
        period = Period(first=first - BASELINE, last=min(last, self.since[stage].astimezone(self.zone).date()))
        daily = await daily_counts(self.conn, replace(self.asked, period=period), stage)
        return weeks(period, {day: (count.passed, count.reached) for day, count in daily.items()})

    async def _counts(self, asked: Question) -> tuple[dict[str, Count], dict[str, int]]:
        """(passed, reached) of who had the time, and how many had not, by stage."""
        counts = await stage_counts(self.conn, asked)
        young = await too_young(self.conn, asked, self.since, self.zone)
        judged: dict[str, Count] = {}
        for stage in self.since:
            passed, reached = (counts[stage].passed, counts[stage].reached) if stage in counts else (0, 0)
            young_passed, young_reached = young.get(stage, (0, 0))
            judged[stage] = passed - young_passed, reached - young_reached
        return judged, {stage: reached for stage, (_, reached) in young.items()}

    async def _values(self, period: Period) -> dict[str, dict[str, float]]:
        """What a pass of each stage brought in the mean, by currency."""
        earned = await earned_after(self.conn, self.asked, period, self.zone)
        passes = await stage_counts(self.conn, replace(self.asked, period=period))
        return {
            stage: {currency: max(net, 0) / passes[stage].passed for currency, net in nets.items()}
            for stage, nets in earned.items()
            if stage in passes and passes[stage].passed
        }
