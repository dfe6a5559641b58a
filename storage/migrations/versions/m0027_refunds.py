"""Whether a refund is all of its payment is what the amounts of the two say: it is not kept as well."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_LAST_PARTS = """
UPDATE refunds SET whole = (
    SELECT sum(told.amount) >= payments.amount FROM refunds AS told JOIN payments ON payments.charge = told.charge
    WHERE told.charge = refunds.charge AND told.status = 'done' AND told.finished_at <= refunds.finished_at
    GROUP BY payments.amount
) WHERE status = 'done'
"""


def upgrade() -> None:
    """Nobody has asked for it."""
    op.drop_column("refunds", "whole")


def downgrade() -> None:
    """Say again of the refunds that are done which of them left nothing of their payment."""
    with op.batch_alter_table("refunds") as refunds:
        refunds.add_column(sa.Column("whole", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(_LAST_PARTS)
    with op.batch_alter_table("refunds") as refunds:
        refunds.alter_column("whole", existing_type=sa.Boolean(), server_default=None)
