"""Tables of where people come from and what that costs."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, PrimaryKeyConstraint, Table, Text, text

from storage.days import Day
from storage.tables import metadata
from storage.types import Id, Moment

SAVED = text("undone_at IS NULL")

touches = Table(
    "touches",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subscriber_id", Id, ForeignKey("subscribers.id", ondelete="CASCADE"), nullable=False),
    Column("source", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("funnel", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("touches_subscriber_id_idx", "subscriber_id", "at"),
    Index("touches_source_idx", "source", "link", "subscriber_id"),
)
"""Arrivals through links."""

links = Table(
    "links",
    metadata,
    Column("source", Text, nullable=False),
    Column("funnel", Text, nullable=False),
    Column("word", Text, nullable=False),
    Column("written", Text, nullable=False),
    Column("made_by", BigInteger, nullable=False),
    Column("made_at", Moment, nullable=False),
    PrimaryKeyConstraint("funnel", "word", "source"),
)
"""Links that were made for a source; `written` is its name as a person wrote it."""

spend_imports = Table(
    "spend_imports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("saved_by", BigInteger, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("undone_by", BigInteger),
    Column("undone_at", Moment),
    Index("spend_imports_digest_idx", "digest", unique=True, sqlite_where=SAVED, postgresql_where=SAVED),
    sqlite_autoincrement=True,  # the button that undoes one knows it by its id
)
"""Spend that was saved at once, from a file or from a message (`file` is empty); an undone one has no rows left."""

spend = Table(
    "spend",
    metadata,
    Column("import_id", Id, ForeignKey("spend_imports.id", ondelete="CASCADE"), nullable=False),
    Column("day", Day, nullable=False),
    Column("source", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("impressions", BigInteger, nullable=False),
    Column("clicks", BigInteger, nullable=False),
    PrimaryKeyConstraint("import_id", "day", "source", "currency"),
    Index("spend_day_idx", "day", "source"),
)
"""What advertising cost a day and source, in minor units."""
