"""One-use codes, and to which order each was given."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

FREE = sa.text("given_to IS NULL")


def upgrade() -> None:
    """None is known yet: a list is read when the first code of it is needed."""
    op.create_table(
        "codes",
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("given_to", sa.Text(), nullable=True),
        sa.Column("given_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("funnel", "file", "code", name="codes_pkey"),
        sa.UniqueConstraint("funnel", "file", "given_to", name="codes_given_key"),
    )
    op.create_index("codes_free_idx", "codes", ["funnel", "file", "line"], sqlite_where=FREE, postgresql_where=FREE)


def downgrade() -> None:
    """Forget who was given what."""
    op.drop_table("codes")
