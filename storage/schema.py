"""The whole schema: what the rows of each table mean is said where it is made, and which questions its indexes answer.

The migrations make the same tables; a test compares the two.
"""

from storage import outside_tables as outside
from storage import owner_tables as owners
from storage import selling_tables as selling
from storage import traffic_tables as traffic
from storage.rollups import tables as rollups
from storage.tables import metadata

__all__ = ["metadata", "outside", "owners", "rollups", "selling", "traffic"]
