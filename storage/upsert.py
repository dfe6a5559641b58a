"""INSERT … ON CONFLICT, which both databases spell alike and SQLAlchemy offers once for each."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = sqlite.Insert | postgresql.Insert


def insert_into(table: Table, dialect: str) -> Insert:
    """An insert that can say what happens on a conflict, for this dialect."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
