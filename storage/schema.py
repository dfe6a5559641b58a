"""The whole schema: the tables of `storage.tables`, and those of traffic and of the rollups, which join them."""

from storage import traffic_tables as traffic
from storage.rollups import tables as rollups
from storage.tables import metadata

__all__ = ["metadata", "rollups", "traffic"]
