"""What an order is of: its funnel, and the promo code its price is with."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SOLD = sa.text("status IN ('paid', 'delivered')")
_OF_JOURNEYS = """
    UPDATE orders SET funnel = coalesce((SELECT funnel FROM journeys WHERE journeys.id = orders.journey_id), '')
"""


def upgrade() -> None:
    """Orders from before are of their journey's funnel, and without a code."""
    for name in ("funnel", "promo"):
        op.add_column("orders", sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''")))
    op.execute(_OF_JOURNEYS)
    op.create_index(
        "orders_sold_idx", "orders", ["funnel", "product", "promo"], sqlite_where=SOLD, postgresql_where=SOLD
    )


def downgrade() -> None:
    """Forget the codes; what is sold can no longer be counted by funnel."""
    op.drop_index("orders_sold_idx", table_name="orders")
    op.drop_column("orders", "promo")
    op.drop_column("orders", "funnel")
