"""What the program could not deal with; and messages nobody may have got are found without reading the others."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was kept of it before."""
    id_ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "set_aside",
        sa.Column("id", id_, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger()),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("traceback", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="set_aside_pkey"),
        sa.UniqueConstraint("kind", "number", name="set_aside_kind_key"),
        sqlite_autoincrement=True,
    )
    asked = sa.text("asked_at IS NOT NULL")
    op.create_index("set_aside_asked_idx", "set_aside", ["id"], sqlite_where=asked, postgresql_where=asked)
    dead = sa.text("status IN ('failed', 'in_doubt') AND NOT (chat_id > 0 AND reason LIKE '%Forbidden%')")
    op.create_index("outbox_dead_idx", "outbox", ["id"], sqlite_where=dead, postgresql_where=dead)


def downgrade() -> None:
    """It is lost."""
    op.drop_index("outbox_dead_idx", "outbox")
    op.drop_table("set_aside")
