"""Orders keep the touches before them; credits of sources and marks by day."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_SETTLE = """
UPDATE orders SET touches = (
    SELECT {listed} FROM (
        SELECT source, at, id FROM touches
        WHERE touches.subscriber_id = orders.subscriber_id AND source <> '' AND at <= orders.opened_at
        ORDER BY at, id
    ) AS came
)
"""
_LISTED = {
    "sqlite": "json_group_array(source)",
    "postgresql": "coalesce(json_agg(source ORDER BY at, id)::text, '[]')",
}


def upgrade() -> None:
    """The touches are settled; nothing is counted of them yet: the bot counts what there is when it starts."""
    op.add_column("orders", sa.Column("touches", sa.Text(), nullable=False, server_default="[]"))
    op.execute(_SETTLE.format(listed=_LISTED[op.get_bind().dialect.name]))
    op.create_table(
        "credit_days",
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        *_days(),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("shard", sa.SmallInteger(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("customers", sa.Integer(), nullable=False),
        sa.Column("paid_orders", sa.Integer(), nullable=False),
        sa.Column("revenue", sa.BigInteger(), nullable=False),
        sa.Column("refunded", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            *("funnel", "model", "calendar", "again", "day", "source", "parts", "currency", "shard"),
            name="credit_days_pkey",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mark_days",
        sa.Column("funnel", sa.Text(), nullable=False),
        *_days(),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("shard", sa.SmallInteger(), nullable=False),
        sa.Column("journeys", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("funnel", "calendar", "again", "day", "source", "mark", "shard", name="mark_days_pkey"),
        sqlite_with_rowid=False,
    )
    calendar, again, day = _days()
    op.create_table(
        "mark_lengths",
        sa.Column("funnel", sa.Text(), nullable=False),
        calendar,
        again,
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("bucket", sa.SmallInteger(), nullable=False),
        day,
        sa.Column("shard", sa.SmallInteger(), nullable=False),
        sa.Column("journeys", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "funnel", "calendar", "again", "after", "mark", "bucket", "day", "shard", name="mark_lengths_pkey"
        ),
        sqlite_with_rowid=False,
    )


def _days() -> tuple[sa.Column[bool], sa.Column[bool], sa.Column[int]]:
    return (
        sa.Column("calendar", sa.Boolean(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    """Only the sums are lost: the touches are kept as they were."""
    for table in ("mark_lengths", "mark_days", "credit_days"):
        op.drop_table(table)
    op.drop_column("orders", "touches")
