"""What was sold by day, product and way to pay, and who bought again."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is counted yet: the bot counts what there is when it starts."""
    op.create_table(
        "sold_days",
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Boolean(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("slice", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("shard", sa.SmallInteger(), nullable=False),
        sa.Column("paid_orders", sa.Integer(), nullable=False),
        sa.Column("revenue", sa.BigInteger(), nullable=False),
        sa.Column("refunds", sa.Integer(), nullable=False),
        sa.Column("refunded", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            *("funnel", "calendar", "again", "slice", "day", "value"),
            *("stage", "product", "method", "currency", "shard"),
            name="sold_days_pkey",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "repeat_days",
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Boolean(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("slice", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("shard", sa.SmallInteger(), nullable=False),
        sa.Column("bought", sa.Integer(), nullable=False),
        sa.Column("bought_again", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            *("funnel", "calendar", "again", "slice", "value", "since", "day", "shard"), name="repeat_days_pkey"
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Only the sums are lost."""
    op.drop_table("repeat_days")
    op.drop_table("sold_days")
