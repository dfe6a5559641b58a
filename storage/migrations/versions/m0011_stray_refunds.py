"""Money of a payment without an order can go back."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A refund need not have an order."""
    with op.batch_alter_table("refunds") as batch:
        batch.alter_column("order_name", existing_type=sa.Text(), nullable=True)


def downgrade() -> None:
    """Refunds of stray payments are forgotten: there is no place for them."""
    op.execute(sa.text("DELETE FROM refunds WHERE order_name IS NULL"))
    with op.batch_alter_table("refunds") as batch:
        batch.alter_column("order_name", existing_type=sa.Text(), nullable=False)
