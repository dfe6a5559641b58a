"""The tables of what owners are told by the bot itself, of what they mean to try, and of how they like it drawn."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text

from storage.tables import metadata
from storage.types import Id, Moment

told = Table(
    "told",
    metadata,
    Column("what", Text, primary_key=True),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)
"""What the owners were told once: digests, tests that ended, and alerts until what they tell of is over."""

hypotheses = Table(
    "hypotheses",
    metadata,
    Column("id", Id, primary_key=True),
    Column("funnel", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("idea", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("version", Integer),
    Column("experiment", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("staff", BigInteger, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Index("hypotheses_funnel_idx", "funnel", "id"),
    sqlite_autoincrement=True,  # people call one by its number, for ever
)
"""Ideas for a stage: `open`, `done` or `dropped`; `due` is an ISO date or empty, `staff` added it."""

desks = Table(
    "desks",
    metadata,
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("dark", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""How each person of the staff has reports drawn, once they chose: dark or light."""
