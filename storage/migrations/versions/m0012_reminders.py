"""Claims nobody answers are told again."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

OPEN = sa.text("status = 'open'")
CLAIMED = sa.text("claimed_at IS NOT NULL")


def upgrade() -> None:
    """No claim has been told again yet."""
    op.add_column("orders", sa.Column("reminded_at", sa.BigInteger()))
    op.create_index("orders_open_idx", "orders", ["expires_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("orders_claimed_idx", "orders", ["claimed_at"], sqlite_where=CLAIMED, postgresql_where=CLAIMED)


def downgrade() -> None:
    """Forget which claims were told again."""
    op.drop_index("orders_claimed_idx", "orders")
    op.drop_index("orders_open_idx", "orders")
    op.drop_column("orders", "reminded_at")
