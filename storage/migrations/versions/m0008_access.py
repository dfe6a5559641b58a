"""Access that ends, or opens a chat."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has any yet."""
    op.add_column("subscribers", sa.Column("access", sa.Text(), nullable=False, server_default="{}"))


def downgrade() -> None:
    """Forget who has it."""
    op.drop_column("subscribers", "access")
