"""What a person filled in with a payment is kept with it."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No payment so far came with anything."""
    op.add_column("payments", sa.Column("info", sa.Text(), nullable=False, server_default="{}"))


def downgrade() -> None:
    """Forget what was filled in."""
    op.drop_column("payments", "info")
