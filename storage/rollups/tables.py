"""The tables of the rollups."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, PrimaryKeyConstraint, SmallInteger, Table, Text

from storage.tables import metadata

_TYPES = {
    **dict.fromkeys(("calendar", "again"), Boolean),
    **dict.fromkeys(("day", "since", "cohort", "at", "parts"), Integer),
    **dict.fromkeys(("bucket", "shard"), SmallInteger),
    **dict.fromkeys(("revenue", "refunded"), BigInteger),
}
"""Of columns, where keys are not text and figures not integers."""


def _rollup(name: str, *, keys: str, figures: str) -> Table:
    """A table whose rows are told apart by the keys, in this order, and the shard; each names its columns."""
    told_apart = [*keys.split(), "shard"]
    return Table(
        name,
        metadata,
        *(Column(key, _TYPES.get(key, Text), nullable=False) for key in told_apart),
        *(Column(figure, _TYPES.get(figure, Integer), nullable=False) for figure in figures.split()),
        PrimaryKeyConstraint(*told_apart),
        sqlite_with_rowid=False,
    )


stage_days = _rollup(
    "stage_days",
    keys="funnel calendar again slice day value stage",
    figures="reached passed lost",
)
"""Stages by day, counted while it happens: see `storage.rollups.stage_days`.

`day` is numbered by `storage.days`; `again` rows are of later walks only. Readers add up the shards, one of which
alone may be negative.
"""

money_days = _rollup(
    "money_days",
    keys="funnel calendar again slice day value stage currency",
    figures="orders paid_orders buyers revenue refunds refunded",
)
"""Money by day, as `stage_days`: see `storage.rollups.money_days`; `revenue` and `refunded` are minor units.

`stage` is where the order was opened; empty, where that is not known.
"""

sold_days = _rollup(
    "sold_days",
    keys="funnel calendar again slice day value stage product method currency",
    figures="paid_orders revenue refunds refunded",
)
"""Money by day, product and way to pay, as `money_days`: see `storage.rollups.sold_days`."""

repeat_days = _rollup(
    "repeat_days",
    keys="funnel calendar again slice value since day",
    figures="bought bought_again",
)
"""People who bought, and who bought again: see `storage.rollups.repeat_days`.

They are the sums of the rows of which both `since` and `day` lie in a period; one row alone may be negative.
"""

stage_lengths = _rollup(
    "stage_lengths",
    keys="funnel calendar again stage bucket day",
    figures="passes",
)
"""How long stages took, counted while it happens: see `storage.rollups.stage_lengths`.

`bucket` is one of `funnels.analytics.histogram`, of microseconds.
"""

step_days = _rollup(
    "step_days",
    keys="funnel calendar again day step",
    figures="delivered failed clicked answered asked_to_pay paid left_within_day",
)
"""Steps by day, counted while it happens: see `storage.rollups.step_days`."""

credit_days = _rollup(
    "credit_days",
    keys="funnel model calendar again day source parts currency",
    figures="orders customers paid_orders revenue refunded",
)
"""What sources are credited with by day: see `storage.rollups.credit_days`; of everything, one of `parts` parts."""

mark_days = _rollup(
    "mark_days",
    keys="funnel calendar again day source mark",
    figures="journeys",
)
"""Marks by day: see `storage.rollups.mark_days`."""

mark_lengths = _rollup(
    "mark_lengths",
    keys="funnel calendar again after mark bucket day",
    figures="journeys",
)
"""How long it took from one mark, or the start, to another: see `storage.rollups.mark_lengths`."""

stage_cohorts = _rollup(
    "stage_cohorts",
    keys="funnel again slice value stage cohort at",
    figures="passed",
)
"""Who passed stages, by when they started (`cohort`) and when they passed (`at`): see `storage.rollups.stage_cohorts`.

Both are days as `storage.days` numbers them, the first of their week or month.
"""

money_cohorts = _rollup(
    "money_cohorts",
    keys="funnel again slice value cohort at currency",
    figures="bought revenue refunded",
)
"""Money by when journeys started and when it came, as `stage_cohorts`: see `storage.rollups.money_cohorts`."""

variant_days = _rollup(
    "variant_days",
    keys="funnel calendar again experiment variant day stage",
    figures="taken passed",
)
"""Variants of experiments by day: see `storage.rollups.variant_days`."""

variant_sales = _rollup(
    "variant_sales",
    keys="funnel calendar again experiment variant day",
    figures="bought",
)
"""In how many journeys anything was bought after they took a variant: see `storage.rollups.variant_sales`."""

rollup_state = Table(
    "rollup_state",
    metadata,
    Column("name", Text, primary_key=True),
    Column("zone", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The rollups that hold what there is, and in the days of which time zone; see `storage.recount`."""
