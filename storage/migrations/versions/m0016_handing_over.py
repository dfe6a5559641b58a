"""Calls for goods by their names, and links into chats that were made for somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No goods were called for, and no link was kept."""
    op.add_column("calls", sa.Column("key", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.create_table(
        "invitations",
        sa.Column("given_to", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger()),
        sa.PrimaryKeyConstraint("given_to", "chat", name="invitations_pkey"),
    )
    op.create_index("invitations_person_idx", "invitations", ["person", "chat"])


def downgrade() -> None:
    """Forget the links, which go on working until they end, and what calls were for."""
    op.drop_table("invitations")
    op.drop_column("calls", "key")
