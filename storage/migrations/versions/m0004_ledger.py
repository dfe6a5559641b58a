"""The ledger of orders, and money that goes back."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNFINISHED = sa.text("finished_at IS NULL")


def upgrade() -> None:
    """Orders from before have no history."""
    op.create_table(
        "refunds",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("order_name", sa.Text(), nullable=False),
        sa.Column("charge", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("staff", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger()),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="refunds_pkey"),
        sa.ForeignKeyConstraint(["order_name"], ["orders.name"], name="refunds_order_name_fkey"),
        sa.ForeignKeyConstraint(["charge"], ["payments.charge"], name="refunds_charge_fkey"),
        sa.UniqueConstraint("reference", name="refunds_reference_key"),
    )
    op.create_index("refunds_charge_idx", "refunds", ["charge"])
    op.create_index("refunds_due_idx", "refunds", ["due_at"], sqlite_where=UNFINISHED, postgresql_where=UNFINISHED)
    op.create_table(
        "ledger",
        sa.Column("id", ID, nullable=False),
        sa.Column("order_name", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("staff", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="ledger_pkey"),
        sa.ForeignKeyConstraint(["order_name"], ["orders.name"], name="ledger_order_name_fkey"),
    )
    op.create_index("ledger_order_name_idx", "ledger", ["order_name", "id"])


def downgrade() -> None:
    """Forget what happened to orders; the money that went back is no longer known."""
    op.drop_table("ledger")
    op.drop_table("refunds")
