"""Every table there is: what its rows mean, and which questions its indexes answer.

The migrations make the same tables; a test compares the two.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from funnels.engine.effects.receipt import ReceiptData
from funnels.engine.order_info import OrderInfo
from funnels.engine.subscriber import Access
from storage.types import Id, JsonText, Moment, StructText

metadata = MetaData(naming_convention={"pk": "%(table_name)s_pkey", "fk": "%(table_name)s_%(column_0_name)s_fkey"})

UNFINISHED = text("finished_at IS NULL")
OPEN = text("status = 'open'")
"""Orders that can expire."""

SOLD = text("status IN ('paid', 'delivered')")
"""Orders that count: nobody has got their money back."""

PAID = text("status = 'paid'")
MARKED = text("event = 'marked'")
"""A condition with a parameter would not be known to be that of the index."""

FREE = text("given_to IS NULL")
GOODS = text("purpose = 'goods'")
"""Messages that hand something over: they can be sent once more."""


subscribers = Table(
    "subscribers",
    metadata,
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("first_name", Text, nullable=False),
    Column("last_name", Text, nullable=False),
    Column("username", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("reach", Text, nullable=False),
    Column("tags", JsonText, nullable=False),
    Column("attributes", JsonText, nullable=False),
    Column("bought", JsonText, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("variants", JsonText, nullable=False, server_default="{}"),
    Column("bought_at", Moment),
    Column("access", StructText(dict[str, Access]), nullable=False, server_default="{}"),
)
"""People who have talked to the bot, by their Telegram id."""

script_versions = Table(
    "script_versions",
    metadata,
    Column("funnel", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("accepted_at", Moment, nullable=False),
    PrimaryKeyConstraint("funnel", "version"),
)
"""Every script that was ever live, as it was written."""

journeys = Table(
    "journeys",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subscriber_id", Id, ForeignKey("subscribers.id", ondelete="CASCADE"), nullable=False),
    Column("funnel", Text, nullable=False),
    Column("run", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("source", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("slices", JsonText, nullable=False, server_default="[]"),
    UniqueConstraint("subscriber_id", "funnel", "run", name="journeys_walk_key"),
    Index("journeys_version_idx", "funnel", "version", "outcome"),
    Index("journeys_started_idx", "funnel", "started_at", "run"),
)
"""Walks through funnels; `state` is the whole of it, the columns beside it are what is asked for.

`slices` are the cells in which the walk is counted, as `storage.slices` has them.
"""

timers = Table(
    "timers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("journey_id", Id, ForeignKey("journeys.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    UniqueConstraint("journey_id", "name", name="timers_journey_key"),
    Index("timers_due_idx", "due_at"),
    sqlite_autoincrement=True,  # the id of a timer that fired is never given to another one
)
"""Moments at which a journey moves."""

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
)
"""Messages to be sent, and those that were; unfinished while `finished_at` is empty."""

events = Table(
    "events",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("subscriber_id", BigInteger, nullable=False),
    Column("journey_id", BigInteger),
    Column("funnel", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("run", Integer, nullable=False),
    Column("event", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Index("events_figures_idx", "funnel", "run", "event", "step", "journey_id"),
    Index("events_marked_idx", "funnel", "journey_id", "detail", "at", sqlite_where=MARKED, postgresql_where=MARKED),
    Index("events_subscriber_idx", "subscriber_id", "at"),
)
"""Facts for the reports, only ever added."""

stage_passages = Table(
    "stage_passages",
    metadata,
    Column("journey_id", Id, ForeignKey("journeys.id", ondelete="CASCADE"), nullable=False),
    Column("stage", Text, nullable=False),
    Column("reached_at", Moment, nullable=False),
    Column("passed_at", Moment),
    Column("left_at", Moment),
    PrimaryKeyConstraint("journey_id", "stage"),
    Index("stage_passages_reached_idx", "stage", "reached_at", "passed_at"),
    sqlite_with_rowid=False,
)
"""One row a journey and stage: passed if `passed_at`, else lost if `left_at`, else inside."""

orders = Table(
    "orders",
    metadata,
    Column("name", Text, primary_key=True),
    Column("subscriber_id", Id, ForeignKey("subscribers.id"), nullable=False),
    Column("journey_id", Id, ForeignKey("journeys.id", ondelete="SET NULL")),
    Column("step", Text, nullable=False),
    Column("product", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("expires_at", Moment),
    Column("opened_at", Moment, nullable=False),
    Column("claimed_at", Moment),
    Column("paid_at", Moment),
    Column("delivered_at", Moment),
    Column("funnel", Text, nullable=False, server_default=text("''")),
    Column("promo", Text, nullable=False, server_default=text("''")),
    Column("receipt", StructText(ReceiptData)),
    Column("subscription", Text, nullable=False, server_default=text("''")),
    Column("paid_until", Moment),
    Index("orders_subscriber_id_idx", "subscriber_id"),
    Index("orders_journey_id_idx", "journey_id"),
    Index("orders_sold_idx", "funnel", "product", "promo", sqlite_where=SOLD, postgresql_where=SOLD),
    Index("orders_paid_idx", "paid_at", sqlite_where=PAID, postgresql_where=PAID),
    Index("orders_open_idx", "expires_at", sqlite_where=OPEN, postgresql_where=OPEN),
)
"""Intents to buy; `funnels.engine.orders` has the states and the moves between them.

`subscription` is how it stands with one that Telegram pays again and again, up to `paid_until` so far; else empty.

`receipt` is of what those of its payments and refunds are made.
"""

codes = Table(
    "codes",
    metadata,
    Column("funnel", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("given_to", Text),
    Column("given_at", Moment),
    PrimaryKeyConstraint("funnel", "file", "code"),
    UniqueConstraint("funnel", "file", "given_to", name="codes_given_key"),
    Index("codes_free_idx", "funnel", "file", "line", sqlite_where=FREE, postgresql_where=FREE),
)
"""One-use codes of the funnels' lists; `given_to` is an order, or the message of a present."""

invitations = Table(
    "invitations",
    metadata,
    Column("given_to", Text, nullable=False),
    Column("chat", Text, nullable=False),
    Column("person", BigInteger, nullable=False),
    Column("link", Text, nullable=False),
    Column("until", Moment),
    PrimaryKeyConstraint("given_to", "chat"),
    Index("invitations_person_idx", "person", "chat"),
)
"""Links into chats, each made for a person, until a moment or for ever; `given_to` is an order or a present."""

payments = Table(
    "payments",
    metadata,
    Column("charge", Text, primary_key=True),
    Column("order_name", Text, ForeignKey("orders.name")),
    Column("payer", BigInteger, nullable=False),
    Column("method", Text, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("info", StructText(OrderInfo), nullable=False, server_default="{}"),
    Column("earned_at", Moment),
    Index("payments_order_name_idx", "order_name"),
    Index("payments_earned_idx", "earned_at"),
)
"""Money that arrived, each charge once: `whole`, `renewal`, `short`, `sold_out`, `extra`, or `stray` for no order.

`info` is what the person filled in with it. Revenue is what has an `earned_at`: the moment it paid its order or
prolonged a subscription, or staff took it for the price; money that bought nothing has none.
"""

refunds = Table(
    "refunds",
    metadata,
    Column("name", Text, primary_key=True),
    Column("order_name", Text, ForeignKey("orders.name")),
    Column("charge", Text, ForeignKey("payments.charge"), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("staff", BigInteger, nullable=False),
    Column("status", Text, nullable=False),
    Column("reference", Text),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("why", Text, nullable=False),
    UniqueConstraint("reference", name="refunds_reference_key"),
    Index("refunds_charge_idx", "charge"),
    Index("refunds_due_idx", "due_at", sqlite_where=UNFINISHED, postgresql_where=UNFINISHED),
)
"""Money on its way back: asked for, then done or failed; `reference` is the method's own name for it.

One of a stray payment has no order; `whole` is said when it is done.
"""

ledger = Table(
    "ledger",
    metadata,
    Column("id", Id, primary_key=True),
    Column("order_name", Text, ForeignKey("orders.name"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("entry", Text, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("staff", BigInteger, nullable=False),
    Column("note", Text, nullable=False),
    Index("ledger_order_name_idx", "order_name", "id"),
)
"""Everything that happened to orders, only ever added."""

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

uploads = Table(
    "uploads",
    metadata,
    Column("bot_id", BigInteger, nullable=False),
    Column("key", Text, nullable=False),
    Column("file_id", Text, nullable=False),
    PrimaryKeyConstraint("bot_id", "key"),
)
"""Files that Telegram has already, so that each is uploaded once a bot."""

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

troubles = Table(
    "troubles",
    metadata,
    Column("cause", Text, primary_key=True),
    Column("payload", Text, nullable=False),
    Column("told_at", Moment, nullable=False),
    Column("more", Integer, nullable=False),
)
"""What the staff were told of at `told_at` as `payload`, and how many more people have met it since."""
