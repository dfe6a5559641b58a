"""Payments say since when they are revenue."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_PAID = "UPDATE payments SET earned_at = received_at WHERE kind IN ('whole', 'renewal')"
_EXTRA = """
UPDATE payments SET earned_at = NULL WHERE kind = 'whole' AND EXISTS (
    SELECT 1 FROM ledger
    WHERE ledger.order_name = payments.order_name AND ledger.entry = 'extra' AND ledger.note = payments.charge
)
"""
_TAKEN = """
UPDATE payments SET earned_at = (
    SELECT min(taken.at) FROM ledger AS taken
    WHERE taken.order_name = payments.order_name AND taken.entry = 'paid' AND taken.note = ''
    AND payments.charge = (
        SELECT came.note FROM ledger AS came
        WHERE came.order_name = taken.order_name AND came.entry IN ('short', 'sold_out') AND came.id < taken.id
        ORDER BY came.id DESC LIMIT 1
    )
) WHERE kind IN ('short', 'sold_out')
"""
"""Staff take the last payment that came; the line that says so names no payment."""


def upgrade() -> None:
    """What paid its order or prolonged a subscription is revenue, and what staff took for the price."""
    op.add_column("payments", sa.Column("earned_at", sa.BigInteger()))
    for statement in (_PAID, _EXTRA, _TAKEN):
        op.execute(statement)


def downgrade() -> None:
    """Forget it."""
    op.drop_column("payments", "earned_at")
