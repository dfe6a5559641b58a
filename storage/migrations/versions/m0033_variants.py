"""Variants by day, and what was sold after them; facts of taking one are found by their journeys."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TAKEN = sa.text("event = 'variant'")


def upgrade() -> None:
    """Nothing is counted yet: the bot counts what there is when it starts."""
    op.create_table(
        "variant_days",
        *_days(),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("shard", sa.SmallInteger(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            *("funnel", "calendar", "again", "experiment", "variant", "day", "stage", "shard"), name="variant_days_pkey"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "variant_sales",
        *_days(),
        sa.Column("shard", sa.SmallInteger(), nullable=False),
        sa.Column("bought", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            *("funnel", "calendar", "again", "experiment", "variant", "day", "shard"), name="variant_sales_pkey"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("events_taken_idx", "events", ["journey_id", "at"], sqlite_where=TAKEN, postgresql_where=TAKEN)


def downgrade() -> None:
    """Only the sums are lost."""
    op.drop_index("events_taken_idx", "events")
    op.drop_table("variant_sales")
    op.drop_table("variant_days")


def _days() -> tuple[sa.Column[str] | sa.Column[bool] | sa.Column[int], ...]:
    return (
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Boolean(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("experiment", sa.Text(), nullable=False),
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
    )
