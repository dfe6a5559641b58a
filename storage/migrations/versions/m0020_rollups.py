"""Stages by day, in the cells of each journey."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is counted yet: the bot counts what there is when it starts."""
    op.add_column("journeys", sa.Column("slices", sa.Text(), nullable=False, server_default="[]"))
    op.create_table(
        "stage_days",
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Boolean(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("slice", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("shard", sa.SmallInteger(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "funnel", "calendar", "again", "slice", "day", "value", "stage", "shard", name="stage_days_pkey"
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Only the sums are lost; which cells journeys were in is forgotten too."""
    op.drop_table("stage_days")
    op.drop_column("journeys", "slices")
