"""What events have caused goes before timed messages, which wait in a lane of a larger number."""

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of what is sent already the lane means nothing any more."""
    op.execute("UPDATE outbox SET lane = 2 WHERE lane = 1 AND finished_at IS NULL")


def downgrade() -> None:
    """What events have caused goes among the timed messages again."""
    op.execute("UPDATE outbox SET lane = 1 WHERE lane = 2 AND finished_at IS NULL")
