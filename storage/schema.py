"""The whole schema: the tables of `storage.tables`, and those of the rollups, which join them."""

from storage.rollups import tables as rollups
from storage.tables import metadata

__all__ = ["metadata", "rollups"]
