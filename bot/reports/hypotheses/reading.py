"""The hypotheses of a funnel with what came of each: the stage before and after a version, or the arms of a test."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reports.experiments.reading import read_experiments
from funnels.analytics.experiment import Experiment
from funnels.analytics.interval import Interval, difference
from funnels.analytics.judgement import FEWEST, Count
from funnels.analytics.question import Question
from funnels.definition.script import Script
from storage.hypotheses import Hypothesis, listed
from storage.queries.versions import by_version


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One hypothesis, and what came of it.

    Attributes:
        before: (passed, reached) of the journeys that started with an earlier version; None: it is of no version.
        after: of those that started with this version or a later one.
        test: the experiment it is linked to, where anybody has taken part.
    """

    hypothesis: Hypothesis
    before: Count | None = None
    after: Count | None = None
    test: Experiment | None = None

    @property
    def change(self) -> Interval | None:
        """Where the difference lies at 95 %; None: there are too few people."""
        if not (self.before and self.after) or min(self.before[1], self.after[1]) < FEWEST:
            return None
        return difference(self.before, self.after)


async def read_outcomes(conn: AsyncConnection, script: Script, now: datetime) -> list[Outcome]:
    """Open ones first."""
    found = await listed(conn, script.funnel)
    tests: Mapping[str, Experiment] = {}
    if any(one.experiment for one in found):
        experiments = await read_experiments(conn, script, Question(funnel=script.funnel))
        tests = {one.name: one for one in experiments if one.people}
    return [await _outcome(conn, one, tests, now) for one in found]


async def _outcome(conn: AsyncConnection, one: Hypothesis, tests: Mapping[str, Experiment], now: datetime) -> Outcome:
    if one.version is None:
        return Outcome(hypothesis=one, test=tests.get(one.experiment))
    counts = await by_version(conn, one.funnel, one.stage, now)
    before = [count for version, count in counts.items() if version < one.version]
    after = [count for version, count in counts.items() if version >= one.version]
    return Outcome(hypothesis=one, before=_sum(before), after=_sum(after))


def _sum(counts: list[Count]) -> Count:
    return sum(passed for passed, _ in counts), sum(reached for _, reached in counts)
