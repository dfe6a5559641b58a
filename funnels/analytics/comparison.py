"""One period beside the one before it: what became of each figure, and whether chance alone explains it."""

from dataclasses import dataclass
from typing import Literal

from funnels.analytics.conversion import FunnelReport, StageFigures
from funnels.analytics.interval import difference

Verdict = Literal["chance", "change"]
"""`chance`: the 95 % interval of the difference holds 0; `change`: it does not."""


@dataclass(frozen=True, kw_only=True)
class ComparedStage:
    """A stage in both periods.

    Attributes:
        now: in the period that is asked about.
        before: in the period before; None when the stage was not there.
        difference: of the conversions, in shares; None where either is of nobody.
        verdict: None where nothing can be said: of nobody, by calendar date, or of a cohort too young to compare.
    """

    now: StageFigures
    before: StageFigures | None
    difference: float | None
    verdict: Verdict | None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Both periods; stages in script order."""

    now: FunnelReport
    before: FunnelReport
    stages: tuple[ComparedStage, ...]


def compared(now: FunnelReport, before: FunnelReport) -> Comparison:
    """Put the two reports side by side. By calendar date the passes are not of those who reached: no verdict."""
    known = {stage.stage: stage for stage in before.stages}
    by_contact = now.question is None or now.question.by == "contact"
    judged = by_contact and not now.is_immature
    stages = tuple(_stage(stage, known.get(stage.stage), judged=judged) for stage in now.stages)
    return Comparison(now=now, before=before, stages=stages)


def _stage(now: StageFigures, before: StageFigures | None, *, judged: bool) -> ComparedStage:
    if before is None or now.conversion is None or before.conversion is None:
        return ComparedStage(now=now, before=before, difference=None, verdict=None)
    apart = difference((before.passed, before.reached), (now.passed, now.reached)) if judged else None
    return ComparedStage(
        now=now,
        before=before,
        difference=now.conversion - before.conversion,
        verdict=None if apart is None else "chance" if apart.holds(0) else "change",
    )
