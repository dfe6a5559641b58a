"""Troubles of the bot itself, which are told once a while and counted."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is being counted yet."""
    op.create_table(
        "troubles",
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.Column("more", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("cause", name="troubles_pkey"),
    )


def downgrade() -> None:
    """Forget what has been counted."""
    op.drop_table("troubles")
