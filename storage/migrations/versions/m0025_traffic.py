"""Links that were made for sources, and what advertising cost."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """No link was made and nothing spent so far, as far as is known."""
    op.create_index("touches_source_idx", "touches", ["source", "link", "subscriber_id"])
    marked = sa.text("event = 'marked'")
    op.create_index(
        "events_marked_idx",
        "events",
        ["funnel", "journey_id", "detail", "at"],
        sqlite_where=marked,
        postgresql_where=marked,
    )
    op.create_table(
        "links",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("funnel", "word", "source", name="links_pkey"),
    )
    op.create_table(
        "spend_imports",
        sa.Column("id", _ID, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("saved_by", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("undone_by", sa.BigInteger()),
        sa.Column("undone_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="spend_imports_pkey"),
        sqlite_autoincrement=True,
    )
    saved = sa.text("undone_at IS NULL")
    op.create_index(
        "spend_imports_digest_idx",
        "spend_imports",
        ["digest"],
        unique=True,
        sqlite_where=saved,
        postgresql_where=saved,
    )
    op.create_table(
        "spend",
        sa.Column("import_id", _ID, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("impressions", sa.BigInteger(), nullable=False),
        sa.Column("clicks", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("import_id", "day", "source", "currency", name="spend_pkey"),
        sa.ForeignKeyConstraint(["import_id"], ["spend_imports.id"], name="spend_import_id_fkey", ondelete="CASCADE"),
    )
    op.create_index("spend_day_idx", "spend", ["day", "source"])


def downgrade() -> None:
    """Forget them."""
    op.drop_table("spend")
    op.drop_table("spend_imports")
    op.drop_table("links")
    op.drop_index("events_marked_idx", "events")
    op.drop_index("touches_source_idx", "touches")
