"""Which stage is weak: below what it should do by more than chance, and ranked by the money that costs.

A stage is measured by its target, or by what it did before; by neither, or with too few people, there is no verdict.
Lost are (baseline - conversion) x reached people, each at the value of a pass.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from math import floor
from types import MappingProxyType
from typing import Literal

from funnels.analytics.interval import Interval, difference, wilson
from funnels.analytics.ratio import ratio
from funnels.definition.money import Money

FEWEST = 30
"""With fewer people at a stage nothing is said of it."""

BASELINE = timedelta(weeks=8)
"""The days before the period that a stage without a target is measured by."""

Verdict = Literal["weak", "fine", "too_few", "no_baseline"]

Count = tuple[int, int]
"""How many passed, and of how many who reached."""


@dataclass(frozen=True, kw_only=True)
class StageSeen:
    """What was counted of a stage.

    Attributes:
        before: the same of the days before the period.
        target: what the script wants it to be.
        values: what a pass brings afterwards, in minor units, by currency; whose money comes most often is first.
    """

    stage: str
    title: str
    now: Count
    before: Count = (0, 0)
    target: float | None = None
    values: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True)
class StageJudgement:
    """What is said of a stage.

    Attributes:
        conversion: passed / reached; None where nobody reached it.
        interval: where chance leaves the conversion, at 95 %.
        baseline: what it is measured by; None: nothing is known of it.
        is_target: whether that is the script's target.
        lost: people who would have passed by the baseline and did not; 0 where it is not below.
        cost: what they would have brought.
    """

    stage: str
    title: str
    reached: int
    passed: int
    conversion: float | None
    interval: Interval
    baseline: float | None
    is_target: bool
    verdict: Verdict
    lost: float
    cost: tuple[Money, ...]


def judge(seen: StageSeen) -> StageJudgement:
    """The verdict on one stage."""
    passed, reached = seen.now
    conversion = ratio(passed, reached)
    baseline = seen.target
    if baseline is None and seen.before[1] >= FEWEST:
        baseline = ratio(*seen.before)
    interval = wilson(passed, reached)
    lost = max((baseline or 0.0) * reached - passed, 0.0)
    return StageJudgement(
        stage=seen.stage,
        title=seen.title,
        reached=reached,
        passed=passed,
        conversion=conversion,
        interval=interval,
        baseline=baseline,
        is_target=seen.target is not None,
        verdict=_verdict(reached, interval, baseline),
        lost=lost,
        cost=tuple(Money(amount=floor(lost * each + 0.5), currency=name) for name, each in seen.values.items()),
    )


def ranked(judgements: Sequence[StageJudgement]) -> list[StageJudgement]:
    """The weak stages, the dearest first: by the currency that comes most often, then the next; then by people."""
    weak = [one for one in judgements if one.verdict == "weak"]
    return sorted(weak, key=lambda one: ([money.amount for money in one.cost], one.lost), reverse=True)


def narrowest(judgements: Sequence[StageJudgement]) -> tuple[StageJudgement, bool] | None:
    """The stage with the lowest conversion, and whether it is below the next by more than chance.

    Where nothing can be compared with what was before, it is where to look first. None: too few people everywhere.
    """
    known = [one for one in judgements if one.reached >= FEWEST]
    if not known:
        return None
    lowest, *others = sorted(known, key=lambda one: one.conversion or 0.0)
    return lowest, bool(others) and difference(_count(lowest), _count(others[0])).low > 0


def _verdict(reached: int, interval: Interval, baseline: float | None) -> Verdict:
    if reached < FEWEST:
        return "too_few"
    if baseline is None:
        return "no_baseline"
    return "weak" if interval.high < baseline else "fine"


def _count(judgement: StageJudgement) -> Count:
    return judgement.passed, judgement.reached
