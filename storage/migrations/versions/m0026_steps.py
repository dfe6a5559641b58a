"""Steps by day; what happened to a person is found by when it did."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_FIGURES = ("delivered", "failed", "clicked", "answered", "asked_to_pay", "paid", "left_within_day")


def upgrade() -> None:
    """Nothing is counted yet: the bot counts what there is when it starts."""
    op.create_table(
        "step_days",
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Boolean(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("shard", sa.SmallInteger(), nullable=False),
        *(sa.Column(figure, sa.Integer(), nullable=False) for figure in _FIGURES),
        sa.PrimaryKeyConstraint("funnel", "calendar", "again", "day", "step", "shard", name="step_days_pkey"),
        sqlite_with_rowid=False,
    )
    op.create_index("events_subscriber_idx", "events", ["subscriber_id", "at"])


def downgrade() -> None:
    """Only the sums are lost."""
    op.drop_index("events_subscriber_idx", "events")
    op.drop_table("step_days")
