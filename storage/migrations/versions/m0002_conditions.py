"""What conditions ask of a person: the variant of each experiment they got, when they last bought something."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has taken part in an experiment yet; when people bought is known from their orders."""
    op.add_column("subscribers", sa.Column("variants", sa.Text(), nullable=False, server_default="{}"))
    op.add_column("subscribers", sa.Column("bought_at", sa.BigInteger(), nullable=True))
    _last_purchases()


def _last_purchases() -> None:
    op.execute(
        "UPDATE subscribers SET bought_at = "
        "(SELECT max(orders.paid_at) FROM orders WHERE orders.subscriber_id = subscribers.id)"
    )


def downgrade() -> None:
    """Forget both."""
    op.drop_column("subscribers", "bought_at")
    op.drop_column("subscribers", "variants")
