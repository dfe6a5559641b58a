"""The metadata with every table there is: a module of tables is known once it is imported, as it is here."""

from storage import tables, traffic_tables  # noqa: F401  # see above
from storage.metadata import metadata

__all__ = ["metadata"]
