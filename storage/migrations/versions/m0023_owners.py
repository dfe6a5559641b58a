"""What owners were told, and their hypotheses."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Nobody was told anything yet."""
    op.create_table(
        "told",
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("what", name="told_pkey"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "hypotheses",
        sa.Column("id", _ID, nullable=False),
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("idea", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer()),
        sa.Column("experiment", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("staff", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="hypotheses_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("hypotheses_funnel_idx", "hypotheses", ["funnel", "id"])


def downgrade() -> None:
    """What was told may be told again, and the register is lost."""
    op.drop_table("hypotheses")
    op.drop_table("told")
