"""Which messages of a funnel are its worst, in what: by more than chance, or none."""

from collections.abc import Sequence
from typing import Literal

from funnels.analytics.conversion import StepFigures
from funnels.analytics.worst import worst

Fault = Literal["failed", "left_within_day", "ignored", "abandoned"]
"""Fails to arrive, makes people leave, is neither pressed nor answered, is not paid for."""


def faults(steps: Sequence[StepFigures]) -> dict[Fault, str]:
    """The step that is worst in each; a fault that no step has beyond chance is left out.

    Only messages that have something to press or to answer are judged by acts, only those that were asked for payment
    by payments.
    """
    asking = [step for step in steps if step.asks]
    selling = [step for step in steps if step.sells]
    found: dict[Fault, str | None] = {
        "failed": worst({step.step: (step.failed, step.sent) for step in steps}, "more"),
        "left_within_day": worst({step.step: (step.left_within_day, step.delivered) for step in steps}, "more"),
        "ignored": worst({step.step: (step.acted, step.delivered) for step in asking}, "less"),
        "abandoned": worst({step.step: (step.abandoned, step.asked_to_pay) for step in selling}, "more"),
    }
    return {fault: step for fault, step in found.items() if step is not None}
