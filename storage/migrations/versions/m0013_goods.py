"""Goods can be sent once more also after they have arrived, so all of a person's are looked for."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

FAILED = sa.text("purpose = 'goods' AND status = 'failed'")
GOODS = sa.text("purpose = 'goods'")


def upgrade() -> None:
    """Goods are few among messages, those that failed fewer still: one index does for both."""
    op.drop_index("outbox_owed_idx", "outbox")
    op.create_index("outbox_goods_idx", "outbox", ["chat_id"], sqlite_where=GOODS, postgresql_where=GOODS)


def downgrade() -> None:
    """Only those that failed are in the index."""
    op.drop_index("outbox_goods_idx", "outbox")
    op.create_index("outbox_owed_idx", "outbox", ["chat_id"], sqlite_where=FAILED, postgresql_where=FAILED)
