"""How a funnel converts: the one definition of every per-stage and per-step figure, exact and unrounded."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from funnels.analytics.maturity import MATURE
from funnels.analytics.question import Question
from funnels.analytics.ratio import ratio
from funnels.analytics.rows import StageRow, StepRow

__all__ = [
    "FunnelReport",
    "InconsistentRowsError",
    "Part",
    "StageFigures",
    "StageRow",
    "StepFigures",
    "StepRow",
    "funnel_report",
    "stage_figures",
    "step_figures",
]


class InconsistentRowsError(ValueError):
    """The counted rows contradict one another, so no figure made of them would be true."""


@dataclass(frozen=True, kw_only=True)
class StageFigures(StageRow):
    """A stage's counts and what they mean.

    Attributes:
        conversion: passed / reached, 0..1; None while nobody has reached the stage. By calendar date it may be above 1.
        from_start: passed / journeys started, or those that reached the stage the question counts from; None while
            that is nobody, and of the stages before that one. By contact date never above 1.
        drop_off: 1 - conversion: the share that has not passed, those still inside included; None by calendar date.
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

    @property
    def acted(self) -> int:
        """How many pressed or answered, at least: whoever answers by a button is counted in both figures."""
        return max(self.clicked, self.answered)


@dataclass(frozen=True, kw_only=True)
class Part:
    """The journeys of one value of the slice by which the question splits.

    Attributes:
        value: of that slice.
        started: journeys of the cohort.
        stages: the same stages as of the whole; of a part no lengths are kept.
    """

    value: str
    started: int
    stages: tuple[StageFigures, ...]


@dataclass(frozen=True, kw_only=True)
class FunnelReport:
    """The whole funnel, stages and steps in script order; stages of older versions come last.

    Attributes:
        funnel: the funnel's name in the script folder.
        title: what people call it.
        started: journeys of the cohort, whether or not they reached a stage.
        estimated_days: how many days were simulated; 0: the figures are counted facts.
        question: what was asked; None of a simulation.
        parts: the values of the slice by which the question splits, where most started first; a question about only
            one value is not split.
        usual_seconds: the funnel's usual length: nine of ten sales of all time came no later after the start; None
            before the first one.
        matured: the share of the cohort that has had this time; None by calendar date, of nobody, before a sale.
    """

    funnel: str
    title: str
    started: int
    stages: tuple[StageFigures, ...]
    steps: tuple[StepFigures, ...]
    estimated_days: int = 0
    question: Question | None = None
    parts: tuple[Part, ...] = ()
    usual_seconds: float | None = None
    matured: float | None = None

    @property
    def is_immature(self) -> bool:
        """Whether the cohort is too young to be compared with older ones."""
        return self.matured is not None and self.matured < MATURE

    @property
    def is_empty(self) -> bool:
        """Whether nobody has started, and nobody who started before has moved."""
        return not self.started and not any(stage.reached or stage.passed or stage.lost for stage in self.stages)

    @property
    def _last(self) -> StageFigures | None:
        return next((stage for stage in reversed(self.stages) if not stage.is_gone), None)

    @property
    def finished(self) -> int:
        """Journeys that passed the last stage of the script."""
        return self._last.passed if self._last else 0

    @property
    def total_conversion(self) -> float | None:
        """Passed the last stage / journeys started, or as `from_start` says; None without stages or where that is."""
        return self._last.from_start if self._last else None

    def steps_of(self, stage: str) -> tuple[StepFigures, ...]:
        """Return the steps of one stage, in script order."""
        return tuple(step for step in self.steps if step.stage == stage)


def funnel_report(
    funnel: str,
    title: str,
    started: int,
    stages: Iterable[StageRow],
    steps: Iterable[StepRow],
    *,
    question: Question | None = None,
) -> FunnelReport:
    """Turn counted rows, in script order, into the report.

    Raises:
        InconsistentRowsError: if a count is negative, a stage's people do not add up, a stage comes twice,
            or a step names a stage that is not there.
    """
    figures = stage_figures(started, stages, question)
    names = [stage.stage for stage in figures]
    return FunnelReport(
        funnel=funnel,
        title=title,
        started=started,
        stages=figures,
        steps=tuple(step_figures(row, names) for row in steps),
        question=question,
    )


def stage_figures(started: int, stages: Iterable[StageRow], question: Question | None) -> tuple[StageFigures, ...]:
    """The figures of stages, of the whole or a part of it.

    Raises:
        InconsistentRowsError: as `funnel_report` says.
    """
    rows = list(stages)
    names = [row.stage for row in rows]
    if started < 0:
        raise InconsistentRowsError(f"started is negative ({started})")
    if len(set(names)) != len(names):
        raise InconsistentRowsError(f"a stage comes twice in {', '.join(names)}")
    base = question.from_stage if question else ""
    first = names.index(base) if base in names else 0
    whole = rows[first].reached if base in names else started
    by_calendar = question is not None and question.by == "calendar"
    return tuple(
        _stage_figures(row, whole if place >= first else 0, by_calendar=by_calendar) for place, row in enumerate(rows)
    )


def _stage_figures(row: StageRow, whole: int, *, by_calendar: bool) -> StageFigures:
    counts = {"reached": row.reached, "passed": row.passed, "lost": row.lost, "inside": row.inside or 0}
    _refuse_negative(f"stage {row.stage}", counts)
    if row.inside is not None and row.reached != row.passed + row.lost + row.inside:
        raise InconsistentRowsError(
            f"stage {row.stage}: reached {row.reached} is not"
            f" passed {row.passed} + lost {row.lost} + inside {row.inside}"
        )
    conversion = ratio(row.passed, row.reached)
    return StageFigures(
        **vars(row),
        conversion=conversion,
        from_start=ratio(row.passed, whole),
        drop_off=None if conversion is None or by_calendar else 1 - conversion,
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
