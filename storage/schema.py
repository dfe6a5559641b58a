"""The whole schema: the tables of `storage.tables`, and those of rollups, owners and traffic, which join them."""

from storage import owner_tables as owners
from storage import traffic_tables as traffic
from storage.rollups import tables as rollups
from storage.tables import metadata

__all__ = ["metadata", "owners", "rollups", "traffic"]
