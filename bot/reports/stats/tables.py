"""The funnel's figures as tables: the whole, its stages, those of each value of a slice, its steps."""

from collections.abc import Iterator

from bot.reports.tables import Table, Value
from funnels.analytics.conversion import FunnelReport, StepFigures

WHOLE = ("started", "finished", "total_conversion", "usual_seconds", "matured")
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
    "is_gone",
)
STAGE_MONEY = ("stage", "currency", "net")
PARTS = ("slice_value", "started", "stage", "reached", "passed", "lost", "conversion", "from_start")
STEPS = ("stage", "step", "label", "sent", "delivered", "failed", "clicked", "ctr", "answered")
SALES = ("asked_to_pay", "paid", "abandoned")


def tables(report: FunnelReport) -> tuple[Table, ...]:
    """A step that sells nothing has no sales, which is not the same as none."""
    whole = (report.started, report.finished, report.total_conversion, report.usual_seconds, report.matured)
    stages = [
        (*(getattr(stage, key) for key in STAGES[:-1]), "yes" if stage.is_gone else None) for stage in report.stages
    ]
    return (
        Table(key="whole", title={"ru": "Воронка", "en": "Funnel"}, columns=WHOLE, rows=[whole]),
        Table(key="stages", title={"ru": "Этапы", "en": "Stages"}, columns=STAGES, rows=stages),
        Table(
            key="stage_money",
            title={"ru": "Этапы: деньги", "en": "Stages: money"},
            columns=STAGE_MONEY,
            rows=[(stage.stage, money.currency, money) for stage in report.stages for money in stage.revenue],
        ),
        Table(key="parts", title={"ru": "Срезы", "en": "Slices"}, columns=PARTS, rows=list(_parts(report))),
        Table(
            key="steps",
            title={"ru": "Шаги", "en": "Steps"},
            columns=(*STEPS, *SALES),
            rows=[(*(getattr(step, key) for key in STEPS), *_sales(step)) for step in report.steps],
        ),
    )


def _parts(report: FunnelReport) -> Iterator[tuple[Value, ...]]:
    """Each stage of each value of the slice."""
    for part in report.parts:
        for stage in part.stages:
            yield part.value, part.started, *(getattr(stage, key) for key in PARTS[2:])


def _sales(step: StepFigures) -> tuple[int | None, ...]:
    return tuple(getattr(step, key) if step.sells else None for key in SALES)
