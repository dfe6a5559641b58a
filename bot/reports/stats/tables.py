"""The funnel's figures as tables: the whole, its stages, its steps."""

from bot.reports.tables import Table
from funnels.analytics.conversion import FunnelReport, StepFigures

WHOLE = ("started", "finished", "total_conversion")
STAGES = (
    "stage",
    "title",
    "reached",
    "passed",
    "lost",
    "inside",
    "conversion",
    "from_start",
    "median_seconds",
    "p90_seconds",
)
STEPS = ("stage", "step", "label", "sent", "delivered", "failed", "clicked", "ctr", "answered")
SALES = ("asked_to_pay", "paid", "abandoned")


def tables(report: FunnelReport) -> tuple[Table, ...]:
    """A step that sells nothing has no sales, which is not the same as none."""
    whole = (report.started, report.finished, report.total_conversion)
    stages = [tuple(getattr(stage, key) for key in STAGES) for stage in report.stages]
    return (
        Table(key="whole", title={"ru": "Воронка", "en": "Funnel"}, columns=WHOLE, rows=[whole]),
        Table(key="stages", title={"ru": "Этапы", "en": "Stages"}, columns=STAGES, rows=stages),
        Table(
            key="steps",
            title={"ru": "Шаги", "en": "Steps"},
            columns=(*STEPS, *SALES),
            rows=[(*(getattr(step, key) for key in STEPS), *_sales(step)) for step in report.steps],
        ),
    )


def _sales(step: StepFigures) -> tuple[int | None, ...]:
    return tuple(getattr(step, key) if step.sells else None for key in SALES)
