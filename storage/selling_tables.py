"""Orders, the money that came for them and went back, and the goods of which there is one for each."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from funnels.engine.effects.receipt import ReceiptData
from funnels.engine.order_info import OrderInfo
from storage.tables import UNFINISHED, metadata
from storage.types import Id, JsonText, Moment, StructText

OPEN = text("status = 'open'")
"""Orders that can expire."""

SOLD = text("status IN ('paid', 'delivered')")
"""Orders that count: nobody has got their money back."""

PAID = text("status = 'paid'")
FREE = text("given_to IS NULL")

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
    Column("touches", JsonText, nullable=False, server_default="[]"),
    Index("orders_subscriber_id_idx", "subscriber_id"),
    Index("orders_journey_id_idx", "journey_id"),
    Index("orders_sold_idx", "funnel", "product", "promo", sqlite_where=SOLD, postgresql_where=SOLD),
    Index("orders_paid_idx", "paid_at", sqlite_where=PAID, postgresql_where=PAID),
    Index("orders_open_idx", "expires_at", sqlite_where=OPEN, postgresql_where=OPEN),
)
"""Intents to buy; `funnels.engine.orders` has the states and the moves between them.

`subscription` is how it stands with one that Telegram pays again and again, up to `paid_until` so far; else empty.

`receipt` is of what those of its payments and refunds are made. `touches` are the sources of the arrivals before it was
opened, the first first, by which it is credited to them.
"""

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

One of a stray payment has no order.
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
