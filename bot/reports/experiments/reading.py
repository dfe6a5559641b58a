"""The experiments of a funnel, from storage: those of the script in its order, then those it has no more."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.experiment import Experiment, VariantCount, plan, variants
from funnels.analytics.judgement import BASELINE, FEWEST
from funnels.analytics.period import Period
from funnels.analytics.question import Question
from funnels.analytics.ratio import ratio
from funnels.definition.script import Script
from funnels.steps.split import Split
from storage.queries.experiments import Known, known_experiments, variant_counts
from storage.queries.stages import stage_counts

_DAY = timedelta(days=1)


async def read_experiments(conn: AsyncConnection, script: Script, question: Question) -> list[Experiment]:
    """All of them, as the journeys in question tell; one nobody has come to has no people."""
    known = {one.name: one for one in await known_experiments(conn, script.funnel)}
    reading = _Reading(conn=conn, script=script, question=question)
    live = {
        place.step.split: (place.step, place.stage) for place in script.places.values() if isinstance(place.step, Split)
    }
    found = [await reading.live(step, stage, known.get(name)) for name, (step, stage) in live.items()]
    return [*found, *[await reading.over(one) for name, one in known.items() if name not in live]]


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """What one experiment after another is read by."""

    conn: AsyncConnection
    script: Script
    question: Question

    async def live(self, step: Split, stage: str, known: Known | None) -> Experiment:
        """One of the script, also where nobody has come to it."""
        counted = await self._counted(known, stage) if known else {}
        names = [*step.variants, *(known.variants if known else ())]
        counts = {name: counted.get(name, VariantCount()) for name in dict.fromkeys(names)}
        before = await self._before(known, stage) if known else None
        return self._experiment(step.split, stage, counts, before, step)

    async def over(self, known: Known) -> Experiment:
        """One that the script has no more."""
        stage = known.stages[-1]
        counted = await self._counted(known, stage)
        counts = {name: counted.get(name, VariantCount()) for name in known.variants}
        return self._experiment(known.name, stage, counts, await self._before(known, stage))

    def _experiment(
        self, name: str, stage: str, counts: dict[str, VariantCount], before: float | None, step: Split | None = None
    ) -> Experiment:
        titles = {one.stage: one.title for one in self.script.stages}
        needed, planned = plan(step.sample if step else None, before, counts)
        return Experiment(
            name=name,
            stage=stage,
            title=titles.get(stage) or stage,
            is_over=step is None,
            variants=variants(counts),
            needed=needed,
            planned=planned,
        )

    async def _counted(self, known: Known, stage: str) -> dict[str, VariantCount]:
        return await variant_counts(self.conn, self.question, known, stage)

    async def _before(self, known: Known, stage: str) -> float | None:
        """What the stage did in the weeks before the experiment began; None where too few went through it."""
        period = Period(first=known.since - BASELINE, last=known.since - _DAY)
        earlier = replace(self.question, period=period, by="contact", only=None, split=None)
        count = (await stage_counts(self.conn, earlier)).get(stage)
        return ratio(count.passed, count.reached) if count and count.reached >= FEWEST else None
