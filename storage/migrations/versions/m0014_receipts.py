"""Orders know of what the receipts of their payments and refunds are made."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No order had one."""
    op.add_column("orders", sa.Column("receipt", sa.Text()))


def downgrade() -> None:
    """Forget them."""
    op.drop_column("orders", "receipt")
