"""Calls to other systems."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNFINISHED = sa.text("finished_at IS NULL")


def upgrade() -> None:
    """Nobody has called anything yet."""
    op.create_table(
        "calls",
        sa.Column("id", ID, nullable=False),
        sa.Column("journey_id", ID, nullable=False),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("timeout_ms", sa.Integer(), nullable=False),
        sa.Column("give_up_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="calls_pkey"),
        sa.ForeignKeyConstraint(["journey_id"], ["journeys.id"], name="calls_journey_id_fkey", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    for name, columns in (("calls_due_idx", ["due_at"]), ("calls_subscriber_idx", ["subscriber_id", "id"])):
        op.create_index(name, "calls", columns, sqlite_where=UNFINISHED, postgresql_where=UNFINISHED)
    op.create_index("calls_journey_id_idx", "calls", ["journey_id"])


def downgrade() -> None:
    """Forget what was called, and what was to be."""
    op.drop_table("calls")
