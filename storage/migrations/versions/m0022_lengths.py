"""Lengths of stages by day, and what the rollups hold."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is counted yet: the bot counts what there is when it starts."""
    op.create_table(
        "stage_lengths",
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Boolean(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("bucket", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("shard", sa.SmallInteger(), nullable=False),
        sa.Column("passes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "funnel", "calendar", "again", "stage", "bucket", "day", "shard", name="stage_lengths_pkey"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rollup_state",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="rollup_state_pkey"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Only the sums are lost."""
    op.drop_table("rollup_state")
    op.drop_table("stage_lengths")
