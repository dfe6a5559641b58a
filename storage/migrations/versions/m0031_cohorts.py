"""Cohorts; journeys are found by when they started, stages by when they were reached, payments by when they counted."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is counted yet: the bot counts what there is when it starts."""
    op.create_table(
        "stage_cohorts",
        *_walks(),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("cohort", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("shard", sa.SmallInteger(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "funnel", "again", "slice", "value", "stage", "cohort", "at", "shard", name="stage_cohorts_pkey"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "money_cohorts",
        *_walks(),
        sa.Column("cohort", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("shard", sa.SmallInteger(), nullable=False),
        sa.Column("bought", sa.Integer(), nullable=False),
        sa.Column("revenue", sa.BigInteger(), nullable=False),
        sa.Column("refunded", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "funnel", "again", "slice", "value", "cohort", "at", "currency", "shard", name="money_cohorts_pkey"
        ),
        sqlite_with_rowid=False,
    )
    op.drop_index("journeys_run_idx", "journeys")
    op.create_index("journeys_started_idx", "journeys", ["funnel", "started_at", "run"])
    op.create_index("stage_passages_reached_idx", "stage_passages", ["stage", "reached_at", "passed_at"])
    op.create_index("payments_earned_idx", "payments", ["earned_at"])


def downgrade() -> None:
    """Only the sums are lost."""
    op.drop_index("payments_earned_idx", "payments")
    op.drop_index("stage_passages_reached_idx", "stage_passages")
    op.drop_index("journeys_started_idx", "journeys")
    op.create_index("journeys_run_idx", "journeys", ["funnel", "run"])
    op.drop_table("money_cohorts")
    op.drop_table("stage_cohorts")


def _walks() -> tuple[sa.Column[str], sa.Column[bool], sa.Column[str], sa.Column[str]]:
    return (
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("slice", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
    )
