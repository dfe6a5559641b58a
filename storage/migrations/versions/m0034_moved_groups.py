"""The new numbers of groups that became supergroups."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """None is known yet: Telegram says each when it is written to under its old number."""
    op.create_table(
        "moved_groups",
        sa.Column("old", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("new", sa.BigInteger(), nullable=False),
        sa.Column("moved_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("old", name="moved_groups_pkey"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Telegram says them again."""
    op.drop_table("moved_groups")
