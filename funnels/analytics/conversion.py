"""How a funnel converts: the one definition of every per-stage and per-step figure, exact and unrounded."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from funnels.analytics.ratio import ratio
from funnels.analytics.rows import StageRow, StepRow

__all__ = [
    "FunnelReport",
    "InconsistentRowsError",
    "StageFigures",
    "StageRow",
    "StepFigures",
    "StepRow",
    "funnel_report",
    "step_figures",
]


class InconsistentRowsError(ValueError):
    """The counted rows contradict one another, so no figure made of them would be true."""


@dataclass(frozen=True, kw_only=True)
class StageFigures(StageRow):
    """A stage's counts and what they mean.

    Attributes:
        conversion: passed / reached, 0..1; None while nobody has reached the stage.
        from_start: passed / journeys started; None while nobody has started. By contact date never above 1.
        drop_off: 1 - conversion: the share that has not passed, those still inside included.
    """

    conversion: float | None
    from_start: float | None
    drop_off: float | None


@dataclass(frozen=True, kw_only=True)
class StepFigures(StepRow):
    """A step's counts and what they mean.

    Attributes:
        ctr: clicked / delivered; None while nothing has been delivered.
        abandoned: subscribers who asked to pay and have not paid.
        left_share: left within 24 hours / delivered; None while nothing has been delivered.
    """

    ctr: float | None
    abandoned: int
    left_share: float | None = None


@dataclass(frozen=True, kw_only=True)
class FunnelReport:
    """The whole funnel, stages and steps in script order.

    Attributes:
        funnel: the funnel's name in the script folder.
        title: what people call it.
        started: journeys of the cohort, whether or not they reached a stage.
        estimated_days: how many days were simulated; 0: the figures are counted facts.
    """

    funnel: str
    title: str
    started: int
    stages: tuple[StageFigures, ...]
    steps: tuple[StepFigures, ...]
    estimated_days: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nobody has started, and nobody who started before has moved."""
        return not self.started and not any(stage.reached for stage in self.stages)

    @property
    def finished(self) -> int:
        """Journeys that passed the last stage of the script."""
        return self.stages[-1].passed if self.stages else 0

    @property
    def total_conversion(self) -> float | None:
        """Passed the last stage / journeys started; None without stages or before anyone has started."""
        return self.stages[-1].from_start if self.stages else None

    def steps_of(self, stage: str) -> tuple[StepFigures, ...]:
        """Return the steps of one stage, in script order."""
        return tuple(step for step in self.steps if step.stage == stage)


def funnel_report(
    funnel: str, title: str, started: int, stages: Iterable[StageRow], steps: Iterable[StepRow]
) -> FunnelReport:
    """Turn counted rows, in script order, into the report.

    Raises:
        InconsistentRowsError: if a count is negative, a stage's people do not add up, a stage comes twice,
            or a step names a stage that is not there.
    """
    if started < 0:
        raise InconsistentRowsError(f"funnel {funnel}: started is negative ({started})")
    figures = tuple(_stage_figures(row, started) for row in stages)
    names = [stage.stage for stage in figures]
    if len(set(names)) != len(names):
        raise InconsistentRowsError(f"funnel {funnel}: a stage comes twice in {', '.join(names)}")
    return FunnelReport(
        funnel=funnel,
        title=title,
        started=started,
        stages=figures,
        steps=tuple(step_figures(row, names) for row in steps),
    )


def _stage_figures(row: StageRow, started: int) -> StageFigures:
    counts = {"reached": row.reached, "passed": row.passed, "lost": row.lost, "inside": row.inside}
    _refuse_negative(f"stage {row.stage}", counts)
    if row.reached != row.passed + row.lost + row.inside:
        raise InconsistentRowsError(
            f"stage {row.stage}: reached {row.reached} is not"
            f" passed {row.passed} + lost {row.lost} + inside {row.inside}"
        )
    conversion = ratio(row.passed, row.reached)
    return StageFigures(
        **vars(row),
        conversion=conversion,
        from_start=ratio(row.passed, started),
        drop_off=None if conversion is None else 1 - conversion,
    )


def step_figures(row: StepRow, stages: Collection[str]) -> StepFigures:
    """What a step's counts mean.

    Raises:
        InconsistentRowsError: if a count is negative, or the step's stage is none of these.
    """
    counts = {"sent": row.sent, "delivered": row.delivered, "failed": row.failed}
    people = {"clicked": row.clicked, "answered": row.answered, "asked_to_pay": row.asked_to_pay, "paid": row.paid}
    people["left_within_day"] = row.left_within_day
    _refuse_negative(f"step {row.step}", counts | people)
    if row.stage not in stages:
        raise InconsistentRowsError(f"step {row.step}: stage {row.stage} is not in the report")
    return StepFigures(
        **vars(row),
        ctr=ratio(row.clicked, row.delivered),
        abandoned=max(row.asked_to_pay - row.paid, 0),
        left_share=ratio(row.left_within_day, row.delivered),
    )


def _refuse_negative(whose: str, counts: dict[str, int]) -> None:
    for name, count in counts.items():
        if count < 0:
            raise InconsistentRowsError(f"{whose}: {name} is negative ({count})")
