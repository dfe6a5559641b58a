"""The funnel as JSON: a contract other programs read, so keys are added here and never renamed or removed."""

from typing import Any

from funnels.analytics.conversion import FunnelReport, StepFigures

_STAGE_KEYS = (
    "stage",
    "reached",
    "passed",
    "lost",
    "inside",
    "conversion",
    "from_start",
    "median_seconds",
    "p90_seconds",
)
_STEP_KEYS = ("stage", "step", "sent", "delivered", "failed", "clicked", "answered")
_SALE_KEYS = ("asked_to_pay", "paid", "abandoned")


def as_json(report: FunnelReport) -> dict[str, Any]:
    """Return the report as JSON values: counts, shares as unrounded fractions 0..1, lengths in seconds.

    A figure without a meaning is None: a share of nobody, the length of no pass, sales of a step that sells nothing.
    """
    return {
        "funnel": report.funnel,
        "stages": [{key: getattr(stage, key) for key in _STAGE_KEYS} for stage in report.stages],
        "steps": [_step(step) for step in report.steps],
    }


def _step(step: StepFigures) -> dict[str, Any]:
    said = {key: getattr(step, key) for key in _STEP_KEYS}
    return said | {key: getattr(step, key) if step.sells else None for key in _SALE_KEYS}
