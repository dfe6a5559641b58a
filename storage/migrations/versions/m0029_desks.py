"""How each person of the staff has reports drawn."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has chosen yet."""
    op.create_table(
        "desks",
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("dark", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("person", name="desks_pkey"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Everybody has light pictures again."""
    op.drop_table("desks")
