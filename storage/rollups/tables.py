"""The tables of the rollups."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, PrimaryKeyConstraint, SmallInteger, Table, Text

from storage.tables import metadata

stage_days = Table(
    "stage_days",
    metadata,
    Column("funnel", Text, nullable=False),
    Column("calendar", Boolean, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("slice", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Column("value", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("shard", SmallInteger, nullable=False),
    Column("reached", Integer, nullable=False),
    Column("passed", Integer, nullable=False),
    Column("lost", Integer, nullable=False),
    PrimaryKeyConstraint("funnel", "calendar", "again", "slice", "day", "value", "stage", "shard"),
    sqlite_with_rowid=False,
)
"""Stages by day, counted while it happens: see `storage.rollups.stage_days`.

`day` is numbered by `storage.days`; `again` rows are of later walks only. Readers add up the shards, one of which
alone may be negative.
"""

money_days = Table(
    "money_days",
    metadata,
    Column("funnel", Text, nullable=False),
    Column("calendar", Boolean, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("slice", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Column("value", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("shard", SmallInteger, nullable=False),
    Column("orders", Integer, nullable=False),
    Column("paid_orders", Integer, nullable=False),
    Column("buyers", Integer, nullable=False),
    Column("revenue", BigInteger, nullable=False),
    Column("refunds", Integer, nullable=False),
    Column("refunded", BigInteger, nullable=False),
    PrimaryKeyConstraint("funnel", "calendar", "again", "slice", "day", "value", "stage", "currency", "shard"),
    sqlite_with_rowid=False,
)
"""Money by day, as `stage_days`: see `storage.rollups.money_days`; `revenue` and `refunded` are minor units.

`stage` is where the order was opened; empty, where that is not known.
"""

sold_days = Table(
    "sold_days",
    metadata,
    Column("funnel", Text, nullable=False),
    Column("calendar", Boolean, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("slice", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Column("value", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("product", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("shard", SmallInteger, nullable=False),
    Column("paid_orders", Integer, nullable=False),
    Column("revenue", BigInteger, nullable=False),
    Column("refunds", Integer, nullable=False),
    Column("refunded", BigInteger, nullable=False),
    PrimaryKeyConstraint(
        *("funnel", "calendar", "again", "slice", "day", "value"),
        *("stage", "product", "method", "currency", "shard"),
    ),
    sqlite_with_rowid=False,
)
"""Money by day, product and way to pay, as `money_days`: see `storage.rollups.sold_days`."""

repeat_days = Table(
    "repeat_days",
    metadata,
    Column("funnel", Text, nullable=False),
    Column("calendar", Boolean, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("slice", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("since", Integer, nullable=False),
    Column("day", Integer, nullable=False),
    Column("shard", SmallInteger, nullable=False),
    Column("bought", Integer, nullable=False),
    Column("bought_again", Integer, nullable=False),
    PrimaryKeyConstraint("funnel", "calendar", "again", "slice", "value", "since", "day", "shard"),
    sqlite_with_rowid=False,
)
"""People who bought, and who bought again: see `storage.rollups.repeat_days`.

They are the sums of the rows of which both `since` and `day` lie in a period; one row alone may be negative.
"""

stage_lengths = Table(
    "stage_lengths",
    metadata,
    Column("funnel", Text, nullable=False),
    Column("calendar", Boolean, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("stage", Text, nullable=False),
    Column("bucket", SmallInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("shard", SmallInteger, nullable=False),
    Column("passes", Integer, nullable=False),
    PrimaryKeyConstraint("funnel", "calendar", "again", "stage", "bucket", "day", "shard"),
    sqlite_with_rowid=False,
)
"""How long stages took, counted while it happens: see `storage.rollups.stage_lengths`.

`bucket` is one of `funnels.analytics.histogram`, of microseconds.
"""

step_days = Table(
    "step_days",
    metadata,
    Column("funnel", Text, nullable=False),
    Column("calendar", Boolean, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("day", Integer, nullable=False),
    Column("step", Text, nullable=False),
    Column("shard", SmallInteger, nullable=False),
    Column("delivered", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("clicked", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("asked_to_pay", Integer, nullable=False),
    Column("paid", Integer, nullable=False),
    Column("left_within_day", Integer, nullable=False),
    PrimaryKeyConstraint("funnel", "calendar", "again", "day", "step", "shard"),
    sqlite_with_rowid=False,
)
"""Steps by day, counted while it happens: see `storage.rollups.step_days`."""

credit_days = Table(
    "credit_days",
    metadata,
    Column("funnel", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("calendar", Boolean, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("day", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    Column("shard", SmallInteger, nullable=False),
    Column("orders", Integer, nullable=False),
    Column("customers", Integer, nullable=False),
    Column("paid_orders", Integer, nullable=False),
    Column("revenue", BigInteger, nullable=False),
    Column("refunded", BigInteger, nullable=False),
    PrimaryKeyConstraint("funnel", "model", "calendar", "again", "day", "source", "parts", "currency", "shard"),
    sqlite_with_rowid=False,
)
"""What sources are credited with by day: see `storage.rollups.credit_days`; of everything, one of `parts` parts."""

mark_days = Table(
    "mark_days",
    metadata,
    Column("funnel", Text, nullable=False),
    Column("calendar", Boolean, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("day", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("mark", Text, nullable=False),
    Column("shard", SmallInteger, nullable=False),
    Column("journeys", Integer, nullable=False),
    PrimaryKeyConstraint("funnel", "calendar", "again", "day", "source", "mark", "shard"),
    sqlite_with_rowid=False,
)
"""Marks by day: see `storage.rollups.mark_days`."""

mark_lengths = Table(
    "mark_lengths",
    metadata,
    Column("funnel", Text, nullable=False),
    Column("calendar", Boolean, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("after", Text, nullable=False),
    Column("mark", Text, nullable=False),
    Column("bucket", SmallInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("shard", SmallInteger, nullable=False),
    Column("journeys", Integer, nullable=False),
    PrimaryKeyConstraint("funnel", "calendar", "again", "after", "mark", "bucket", "day", "shard"),
    sqlite_with_rowid=False,
)
"""How long it took from one mark, or the start, to another: see `storage.rollups.mark_lengths`."""

stage_cohorts = Table(
    "stage_cohorts",
    metadata,
    Column("funnel", Text, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("slice", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("cohort", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    Column("shard", SmallInteger, nullable=False),
    Column("passed", Integer, nullable=False),
    PrimaryKeyConstraint("funnel", "again", "slice", "value", "stage", "cohort", "at", "shard"),
    sqlite_with_rowid=False,
)
"""Who passed stages, by when they started (`cohort`) and when they passed (`at`): see `storage.rollups.stage_cohorts`.

Both are days as `storage.days` numbers them, the first of their week or month.
"""

money_cohorts = Table(
    "money_cohorts",
    metadata,
    Column("funnel", Text, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("slice", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("cohort", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    Column("shard", SmallInteger, nullable=False),
    Column("bought", Integer, nullable=False),
    Column("revenue", BigInteger, nullable=False),
    Column("refunded", BigInteger, nullable=False),
    PrimaryKeyConstraint("funnel", "again", "slice", "value", "cohort", "at", "currency", "shard"),
    sqlite_with_rowid=False,
)
"""Money by when journeys started and when it came, as `stage_cohorts`: see `storage.rollups.money_cohorts`."""

variant_days = Table(
    "variant_days",
    metadata,
    Column("funnel", Text, nullable=False),
    Column("calendar", Boolean, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("experiment", Text, nullable=False),
    Column("variant", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("shard", SmallInteger, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("passed", Integer, nullable=False),
    PrimaryKeyConstraint("funnel", "calendar", "again", "experiment", "variant", "day", "stage", "shard"),
    sqlite_with_rowid=False,
)
"""Variants of experiments by day: see `storage.rollups.variant_days`."""

variant_sales = Table(
    "variant_sales",
    metadata,
    Column("funnel", Text, nullable=False),
    Column("calendar", Boolean, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("experiment", Text, nullable=False),
    Column("variant", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Column("shard", SmallInteger, nullable=False),
    Column("bought", Integer, nullable=False),
    PrimaryKeyConstraint("funnel", "calendar", "again", "experiment", "variant", "day", "shard"),
    sqlite_with_rowid=False,
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
