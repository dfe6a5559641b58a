"""`/tests` as tables."""

from collections.abc import Sequence

from bot.reports.tables import Table
from funnels.analytics.experiment import Aim, Experiment


def tables(experiments: Sequence[Experiment]) -> tuple[Table, ...]:
    """Every variant by the goal of its stage, and by sales."""
    shared = ("experiment", "stage", "variant", "people")
    judged = ("conversion", "low", "high", "best", "expected_loss")
    return (
        Table(
            key="tests",
            title={"ru": "Тесты: цель этапа", "en": "Tests: the stage's goal"},
            columns=(*shared, "passed", *judged, "sample"),
            rows=[
                (one.name, one.stage, variant.name, variant.people, *_aim(variant.goal), one.needed)
                for one in experiments
                for variant in one.variants
            ],
        ),
        Table(
            key="test_sales",
            title={"ru": "Тесты: продажи", "en": "Tests: sales"},
            columns=(*shared, "bought", *judged),
            rows=[
                (one.name, one.stage, variant.name, variant.people, *_aim(variant.sale))
                for one in experiments
                for variant in one.variants
            ],
        ),
    )


def _aim(aim: Aim) -> tuple[int, float | None, float, float, float, float]:
    return aim.met, aim.share, aim.interval.low, aim.interval.high, aim.best, aim.loss
