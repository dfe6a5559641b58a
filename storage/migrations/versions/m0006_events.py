"""Events other systems sent."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has sent any yet."""
    op.create_table(
        "seen_events",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="seen_events_pkey"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Forget which were sent."""
    op.drop_table("seen_events")
