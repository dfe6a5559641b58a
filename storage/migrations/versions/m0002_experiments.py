"""Experiments: the variant each person got."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has taken part in an experiment yet."""
    op.add_column("subscribers", sa.Column("variants", sa.Text(), nullable=False, server_default="{}"))


def downgrade() -> None:
    """Forget who got what."""
    op.drop_column("subscribers", "variants")
