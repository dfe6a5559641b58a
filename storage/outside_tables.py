"""What goes out and what has come in: messages, their files, calls and events of other systems, updates, troubles."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables import UNFINISHED, metadata
from storage.types import Id, Moment

GOODS = text("purpose = 'goods'")
"""Messages that hand something over: they can be sent once more."""

DEAD = text("status IN ('failed', 'in_doubt') AND NOT (chat_id > 0 AND reason LIKE '%Forbidden%')")
"""Messages that were given up, and those in doubt that were left alone; not where somebody has blocked the bot."""

ASKED = text("asked_at IS NOT NULL")

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("journey_id", BigInteger),
    Column("payload", Text, nullable=False),
    Column("lane", SmallInteger, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("funnel", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("run", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("claimed_at", Moment),
    Column("finished_at", Moment),
    Column("message_id", BigInteger),
    Column("reason", Text, nullable=False),
    Index(
        "outbox_lane_idx",
        "lane",
        "id",
        sqlite_where=UNFINISHED,
        postgresql_where=UNFINISHED,
    ),
    Index(
        "outbox_chat_idx",
        "chat_id",
        "id",
        sqlite_where=UNFINISHED,
        postgresql_where=UNFINISHED,
    ),
    Index(
        "outbox_due_idx",
        "due_at",
        sqlite_where=UNFINISHED,
        postgresql_where=UNFINISHED,
    ),
    Index("outbox_goods_idx", "chat_id", sqlite_where=GOODS, postgresql_where=GOODS),
    Index("outbox_dead_idx", "id", sqlite_where=DEAD, postgresql_where=DEAD),
)
"""Messages to be sent, and those that were; unfinished while `finished_at` is empty.

`status` is pending or claimed, then sent, failed or in_doubt; one of the last two may become resent, when a new row was
written in its place, or dropped.
"""

uploads = Table(
    "uploads",
    metadata,
    Column("bot_id", BigInteger, nullable=False),
    Column("key", Text, nullable=False),
    Column("file_id", Text, nullable=False),
    PrimaryKeyConstraint("bot_id", "key"),
)
"""Files that Telegram has already, so that each is uploaded once a bot."""

moved_groups = Table(
    "moved_groups",
    metadata,
    Column("old", BigInteger, primary_key=True, autoincrement=False),
    Column("new", BigInteger, nullable=False),
    Column("moved_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)
"""Groups that became supergroups: Telegram knows each by its new number only."""

calls = Table(
    "calls",
    metadata,
    Column("id", Id, primary_key=True),
    Column("journey_id", Id, ForeignKey("journeys.id", ondelete="CASCADE"), nullable=False),
    Column("subscriber_id", BigInteger, nullable=False),
    Column("funnel", Text, nullable=False),
    Column("run", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("step", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("timeout_ms", Integer, nullable=False),
    Column("give_up_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("key", Text, nullable=False, server_default=text("''")),
    Index("calls_due_idx", "due_at", sqlite_where=UNFINISHED, postgresql_where=UNFINISHED),
    Index("calls_subscriber_idx", "subscriber_id", "id", sqlite_where=UNFINISHED, postgresql_where=UNFINISHED),
    Index("calls_journey_id_idx", "journey_id"),
    sqlite_autoincrement=True,  # the receiver knows a call by its id, for ever
)
"""Calls to other systems: pending, claimed, then done or failed; `host` is the one in `url`, with its port.

`key` names what a call for goods tells; `reason` is why it failed, or why it was put off last; what was sent is
forgotten when the call is over.
"""

seen_updates = Table(
    "seen_updates",
    metadata,
    Column("update_id", Id, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)
"""Updates whose transaction has committed."""

seen_events = Table(
    "seen_events",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)
"""Events other systems sent, by the ids these gave them, whose transaction has committed."""

troubles = Table(
    "troubles",
    metadata,
    Column("cause", Text, primary_key=True),
    Column("payload", Text, nullable=False),
    Column("told_at", Moment, nullable=False),
    Column("more", Integer, nullable=False),
)
"""What the staff were told of at `told_at` as `payload`, and how many more people have met it since."""

set_aside = Table(
    "set_aside",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("number", BigInteger),
    Column("subscriber_id", BigInteger, nullable=False),
    Column("funnel", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("traceback", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("asked_at", Moment),
    UniqueConstraint("kind", "number", name="set_aside_kind_key"),
    Index("set_aside_asked_idx", "id", sqlite_where=ASKED, postgresql_where=ASKED),
    sqlite_autoincrement=True,  # people call one by its number
)
"""What raised an error, until it is played again or dropped; `storage.set_aside` says what the columns mean."""
