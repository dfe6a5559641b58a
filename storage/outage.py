"""Whether the database itself is in trouble, so that anything would have failed, or what was being written is."""

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

_TROUBLE = ("08", "53", "57", "58")
"""PostgreSQL's classes of states: connections, resources, an operator's intervention, the system."""


def is_outage(error: BaseException) -> bool:
    """True where trying the same again later can help and nothing else can: a full disk, a lock, a lost server."""
    if isinstance(error, OperationalError | NoConnectionError | OSError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or str(getattr(error.orig, "sqlstate", "")).startswith(_TROUBLE)
