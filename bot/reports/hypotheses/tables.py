"""`/hypotheses` as a table."""

from collections.abc import Sequence

from bot.reports.hypotheses.reading import Outcome
from bot.reports.tables import Table, Value
from funnels.analytics.ratio import ratio


def tables(outcomes: Sequence[Outcome]) -> tuple[Table, ...]:
    """The register; the arms of experiments are in `tests`."""
    return (
        Table(
            key="hypotheses",
            title={"ru": "Гипотезы", "en": "Hypotheses"},
            columns=(
                "hypothesis",
                "stage",
                "idea",
                "owner",
                "due",
                "status",
                "linked_version",
                "experiment",
                "people_before",
                "conversion_before",
                "people_after",
                "conversion_after",
                "change_low",
                "change_high",
            ),
            rows=[_row(one) for one in outcomes],
        ),
    )


def _row(one: Outcome) -> tuple[Value, ...]:
    it, before, after, change = one.hypothesis, one.before, one.after, one.change
    return (
        it.id,
        it.stage,
        it.idea,
        it.owner,
        it.due,
        it.status,
        it.version,
        it.experiment,
        before[1] if before else None,
        ratio(*before) if before else None,
        after[1] if after else None,
        ratio(*after) if after else None,
        change.low if change else None,
        change.high if change else None,
    )
