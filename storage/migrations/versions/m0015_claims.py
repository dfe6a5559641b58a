"""That claims wait is told by the journeys' timers: orders no longer say when it was."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

CLAIMED = sa.text("claimed_at IS NOT NULL")


def upgrade() -> None:
    """Forget when claims were told again."""
    op.drop_index("orders_claimed_idx", "orders")
    op.drop_column("orders", "reminded_at")


def downgrade() -> None:
    """No claim has been told again."""
    op.add_column("orders", sa.Column("reminded_at", sa.BigInteger()))
    op.create_index("orders_claimed_idx", "orders", ["claimed_at"], sqlite_where=CLAIMED, postgresql_where=CLAIMED)
