"""The first schema: people, journeys, timers, the outbox, facts, sales, traffic."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OWED = sa.text("purpose = 'goods' AND status = 'failed'")
_UNFINISHED = sa.text("finished_at IS NULL")


def upgrade() -> None:
    """Make every table."""
    _people()
    _walks()
    _sending()
    _facts()
    _sales()
    _edges()


def downgrade() -> None:
    """Take every table away again, those that refer to others first."""
    for table in (
        "uploads",
        "touches",
        "seen_updates",
        "payments",
        "orders",
        "stage_passages",
        "events",
        "outbox",
        "timers",
        "journeys",
        "script_versions",
        "subscribers",
    ):
        op.drop_table(table)


def _people() -> None:
    op.create_table(
        "subscribers",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reach", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("attributes", sa.Text(), nullable=False),
        sa.Column("bought", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="subscribers_pkey"),
    )
    op.create_table(
        "touches",
        sa.Column("id", _ID, nullable=False),
        sa.Column("subscriber_id", _ID, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="touches_pkey"),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscribers.id"], name="touches_subscriber_id_fkey", ondelete="CASCADE"
        ),
    )
    op.create_index("touches_subscriber_id_idx", "touches", ["subscriber_id", "at"])


def _walks() -> None:
    op.create_table(
        "script_versions",
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("funnel", "version", name="script_versions_pkey"),
    )
    op.create_table(
        "journeys",
        sa.Column("id", _ID, nullable=False),
        sa.Column("subscriber_id", _ID, nullable=False),
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="journeys_pkey"),
        sa.UniqueConstraint("subscriber_id", "funnel", "run", name="journeys_walk_key"),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscribers.id"], name="journeys_subscriber_id_fkey", ondelete="CASCADE"
        ),
    )
    op.create_index("journeys_version_idx", "journeys", ["funnel", "version", "outcome"])
    op.create_index("journeys_run_idx", "journeys", ["funnel", "run"])
    op.create_table(
        "timers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("journey_id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="timers_pkey"),
        sa.UniqueConstraint("journey_id", "name", name="timers_journey_key"),
        sa.ForeignKeyConstraint(["journey_id"], ["journeys.id"], name="timers_journey_id_fkey", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("timers_due_idx", "timers", ["due_at"])


def _sending() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("journey_id", sa.BigInteger(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("lane", sa.SmallInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("claimed_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="outbox_pkey"),
    )
    for name, columns in (
        ("outbox_lane_idx", ["lane", "id"]),
        ("outbox_chat_idx", ["chat_id", "id"]),
        ("outbox_due_idx", ["due_at"]),
    ):
        op.create_index(name, "outbox", columns, sqlite_where=_UNFINISHED, postgresql_where=_UNFINISHED)
    op.create_index("outbox_owed_idx", "outbox", ["chat_id"], sqlite_where=_OWED, postgresql_where=_OWED)


def _facts() -> None:
    op.create_table(
        "events",
        sa.Column("id", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("journey_id", sa.BigInteger(), nullable=True),
        sa.Column("funnel", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="events_pkey"),
    )
    op.create_index("events_figures_idx", "events", ["funnel", "run", "event", "step", "journey_id"])
    op.create_table(
        "stage_passages",
        sa.Column("journey_id", _ID, nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("reached_at", sa.BigInteger(), nullable=False),
        sa.Column("passed_at", sa.BigInteger(), nullable=True),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("journey_id", "stage", name="stage_passages_pkey"),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journeys.id"], name="stage_passages_journey_id_fkey", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )


def _sales() -> None:
    op.create_table(
        "orders",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("subscriber_id", _ID, nullable=False),
        sa.Column("journey_id", _ID, nullable=True),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("claimed_at", sa.BigInteger(), nullable=True),
        sa.Column("paid_at", sa.BigInteger(), nullable=True),
        sa.Column("delivered_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="orders_pkey"),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscribers.id"], name="orders_subscriber_id_fkey"),
        sa.ForeignKeyConstraint(["journey_id"], ["journeys.id"], name="orders_journey_id_fkey", ondelete="SET NULL"),
    )
    op.create_index("orders_subscriber_id_idx", "orders", ["subscriber_id"])
    op.create_index("orders_journey_id_idx", "orders", ["journey_id"])
    op.create_table(
        "payments",
        sa.Column("charge", sa.Text(), nullable=False),
        sa.Column("order_name", sa.Text(), nullable=True),
        sa.Column("payer", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("charge", name="payments_pkey"),
        sa.ForeignKeyConstraint(["order_name"], ["orders.name"], name="payments_order_name_fkey"),
    )
    op.create_index("payments_order_name_idx", "payments", ["order_name"])


def _edges() -> None:
    op.create_table(
        "seen_updates",
        sa.Column("update_id", _ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="seen_updates_pkey"),
    )
    op.create_table(
        "uploads",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "key", name="uploads_pkey"),
    )
