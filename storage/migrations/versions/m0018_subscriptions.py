"""Orders that Telegram pays again and again."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No order is of a subscription yet."""
    op.add_column("orders", sa.Column("subscription", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("orders", sa.Column("paid_until", sa.BigInteger()))


def downgrade() -> None:
    """Forget which orders are."""
    op.drop_column("orders", "paid_until")
    op.drop_column("orders", "subscription")
