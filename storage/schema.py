"""The whole schema: the tables of `storage.tables`, and those of the rollups and for owners, which join them."""

from storage import owner_tables as owners
from storage.rollups import tables as rollups
from storage.tables import metadata

__all__ = ["metadata", "owners", "rollups"]
