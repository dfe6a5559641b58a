"""Orders that are paid and not delivered are looked for all the time."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PAID = sa.text("status = 'paid'")


def upgrade() -> None:
    """Only those are in the index, and they are few."""
    op.create_index("orders_paid_idx", "orders", ["paid_at"], sqlite_where=PAID, postgresql_where=PAID)


def downgrade() -> None:
    """Look through all orders again."""
    op.drop_index("orders_paid_idx", "orders")
