"""The messages of a funnel as a table."""

from bot.reports.steps.reading import Steps
from bot.reports.tables import Table, Value
from funnels.analytics.conversion import StepFigures

_ALWAYS = ("stage", "step", "label", "sent", "delivered", "failed", "clicked", "ctr", "answered")
_SALES = ("asked_to_pay", "paid", "abandoned")
_LEFT = ("left_within_day", "left_share")


def tables(steps: Steps) -> tuple[Table, ...]:
    """A step that sells nothing has no sales, which is not the same as none."""
    rows = [_row(step, ", ".join(steps.faults_of(step.step))) for step in steps.steps]
    columns = (*_ALWAYS, *_SALES, *_LEFT, "worst_in")
    return (Table(key="steps", title={"ru": "Шаги", "en": "Steps"}, columns=columns, rows=rows),)


def _row(step: StepFigures, worst_in: str) -> tuple[Value, ...]:
    sales = tuple(getattr(step, key) if step.sells else None for key in _SALES)
    return (
        *(getattr(step, key) for key in _ALWAYS),
        *sales,
        *(getattr(step, key) for key in _LEFT),
        worst_in,
    )
