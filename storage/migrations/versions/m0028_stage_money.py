"""Money by day also by the stage in which it was sold."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_KEY = ("funnel", "calendar", "again", "slice", "day", "value", "stage", "currency", "shard")
_OTHER = {"calendar": sa.Boolean, "again": sa.Boolean, "day": sa.Integer, "shard": sa.SmallInteger}


def upgrade() -> None:
    """Nothing is counted yet: the bot counts what there is when it starts."""
    _make(_KEY)


def downgrade() -> None:
    """Only the sums are lost, until they are counted anew."""
    _make([name for name in _KEY if name != "stage"])


def _make(key: Sequence[str]) -> None:
    op.drop_table("money_days")
    op.create_table(
        "money_days",
        *(sa.Column(name, _OTHER.get(name, sa.Text)(), nullable=False) for name in key),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("paid_orders", sa.Integer(), nullable=False),
        sa.Column("buyers", sa.Integer(), nullable=False),
        sa.Column("revenue", sa.BigInteger(), nullable=False),
        sa.Column("refunds", sa.Integer(), nullable=False),
        sa.Column("refunded", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(*key, name="money_days_pkey"),
        sqlite_with_rowid=False,
    )
    op.execute("DELETE FROM rollup_state WHERE name = 'money_days'")
